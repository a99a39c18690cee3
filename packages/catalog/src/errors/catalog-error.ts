import { DistillableError, type ErrorDetails } from './distillable-error.js';

/**
 * Every code that the catalog throws or warns with. Codes are API: one that is removed or re-meant is a major release.
 */
export const catalogErrorCodes = [
  /** No usable snapshot: nothing cached (or the cached one is past `maxStale`) and the refresh failed (see `cause`). */
  'CATALOG_UNAVAILABLE',
  /** The cached snapshot is past `maxStale` and may not be refreshed here. */
  'CATALOG_EXPIRED',
  /** The catalog was closed. */
  'CATALOG_CLOSED',
  /** The caller's signal aborted the call. */
  'CATALOG_ABORTED',
  /** No connection, or it broke. */
  'CATALOG_NETWORK',
  /** Headers and body did not arrive within `timeout`. */
  'CATALOG_TIMEOUT',
  /** A status other than 200 or 304. `details.status` holds it. */
  'CATALOG_HTTP_STATUS',
  /** More than `maxBytes`, on the wire or unzipped. */
  'CATALOG_TOO_LARGE',
  /** A `content-encoding` that was not asked for. */
  'CATALOG_ENCODING',
  /** The body ended early or could not be unzipped. */
  'CATALOG_BODY_BROKEN',
  /** The body is not JSON (often an HTML page of a proxy). */
  'CATALOG_NOT_JSON',
  /** JSON, but not a model list, or a row that can't be read. `details.path` is the JSON Pointer. */
  'CATALOG_SHAPE',
  /** Two rows with one id and different content. */
  'CATALOG_DUPLICATE_ID',
  /** `total_count` is not the number of rows received. */
  'CATALOG_COUNT_MISMATCH',
  /** `links.next` leaves the origin, repeats a page, or never ends. */
  'CATALOG_PAGING',
  /** No row at all, or no distillable one. */
  'CATALOG_EMPTY',
  /** The server ignored the `distillable` filter: its answer would make everything look distillable. */
  'CATALOG_FILTER_IGNORED',
  /** Rows were in both filtered lists twice in a row; they count as not distillable. A warning. */
  'CATALOG_LISTS_OVERLAP',
  /** Rows were in neither filtered list, or only in a filtered one; they count as not distillable. A warning. */
  'CATALOG_LISTS_INCOMPLETE',
  /** A refresh behind a stale snapshot failed. A warning; the snapshot is served until `maxStale`. */
  'CATALOG_REFRESH_FAILED',
  /** The cache could not be read or written, or held something unreadable. A warning; it counts as a miss. */
  'CATALOG_CACHE_FAILED',
  /** A snapshot file is not one, has another `schemaVersion`, or its digest does not match its content. */
  'SNAPSHOT_INVALID',
  'SNAPSHOT_SCHEMA_VERSION',
  'SNAPSHOT_DIGEST_MISMATCH',
] as const;

/** One of {@link catalogErrorCodes}. */
export type CatalogErrorCode = (typeof catalogErrorCodes)[number];

/** What the catalog throws, and what it hands to `onWarning`. */
export class CatalogError extends DistillableError {
  override readonly name = 'CatalogError';
  declare readonly code: CatalogErrorCode;

  constructor(
    code: CatalogErrorCode,
    message: string,
    options: { cause?: unknown; details?: ErrorDetails } = {},
  ) {
    super(code, message, options);
  }
}
