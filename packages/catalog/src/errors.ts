import { DistillableError } from './distillable-error.js';

type NoDetails = Readonly<Record<string, never>>;

/**
 * The codes of {@link CatalogError}, each with its details. To remove or to redefine a code is a breaking change.
 *
 * `url` is the URL of the request, `path` a JSON Pointer into the response or the snapshot, `reason` the code of the
 * system's error.
 */
export interface CatalogErrorDetails {
  /**
   * No usable snapshot: nothing is cached (`retrievedAt` is null), or what is cached is older than `maxStale`, and the
   * refresh failed (see `cause`).
   */
  CATALOG_UNAVAILABLE: { retrievedAt: string | null };
  /** The cached snapshot is older than `maxStale` and must not be refreshed here. */
  CATALOG_EXPIRED: NoDetails;
  /** The catalog was closed. */
  CATALOG_CLOSED: NoDetails;
  /** The request was aborted: by the caller's signal, by `close()`, or because another of the lists failed. */
  CATALOG_ABORTED: { url: string };
  /** No connection, or it broke. */
  CATALOG_NETWORK: { url: string; reason: string };
  /** Headers and body did not arrive within `timeout` milliseconds. */
  CATALOG_TIMEOUT: { url: string; timeout: number };
  /** A status other than 200 or 304. `retryAfter`: the milliseconds that the server asked to wait. */
  CATALOG_HTTP_STATUS: { url: string; status: number; retryAfter?: number };
  /** More than `maxBytes`, on the wire or decompressed. */
  CATALOG_TOO_LARGE: { url: string; maxBytes: number };
  /** A `content-encoding` that was not asked for. */
  CATALOG_ENCODING: { url: string; encoding: string };
  /** The body ended early or could not be decompressed. */
  CATALOG_BODY_BROKEN: { url: string; reason: string };
  /** The body is not JSON (often an HTML page of a proxy). */
  CATALOG_NOT_JSON: { url: string };
  /** JSON, but not a model list, or a row that can't be read. */
  CATALOG_SHAPE: { url: string; path: string };
  /** Two rows with one id and different content. */
  CATALOG_DUPLICATE_ID: { url: string; slug: string };
  /** `total_count` is not the number of rows received. */
  CATALOG_COUNT_MISMATCH: { url: string; path: string; announced: number; received: number };
  /** `links.next` leaves the origin, repeats a page, or never ends. */
  CATALOG_PAGING: { url: string; path: string };
  /** No rows at all, or no distillable ones. */
  CATALOG_EMPTY: NoDetails;
  /** The server ignored the `distillable` filter, which would make everything look distillable: two lists are the same. */
  CATALOG_FILTER_IGNORED: { one: string; other: string };
  /** Rows were in both filtered lists twice in a row; they count as not distillable. A warning. */
  CATALOG_LISTS_OVERLAP: { slugs: readonly string[] };
  /** Rows were in neither filtered list, or only in a filtered one; they count as not distillable. A warning. */
  CATALOG_LISTS_INCOMPLETE: { slugs: readonly string[] };
  /** A background refresh of a stale snapshot failed. A warning; the snapshot is served until `maxStale`. */
  CATALOG_REFRESH_FAILED: NoDetails;
  /**
   * The cache could not be read or written, or held something unreadable. A warning; it counts as a miss. `directory`: of
   * a file store that could not be cleaned up.
   */
  CATALOG_CACHE_FAILED: { directory?: string };
  /** Not a snapshot. */
  SNAPSHOT_INVALID: { path: string };
  /** A snapshot with another `schemaVersion`. */
  SNAPSHOT_SCHEMA_VERSION: { path: string; version: unknown };
  /** The content of a snapshot does not match its digest. */
  SNAPSHOT_DIGEST_MISMATCH: { expected: string; actual: string };
  /** Not a table of terms. */
  TERMS_INVALID: { path: string };
}

/** What the catalog throws or warns with. */
export type CatalogErrorCode = keyof CatalogErrorDetails;

/** Every {@link CatalogErrorCode}. */
export const catalogErrorCodes = [
  'CATALOG_UNAVAILABLE',
  'CATALOG_EXPIRED',
  'CATALOG_CLOSED',
  'CATALOG_ABORTED',
  'CATALOG_NETWORK',
  'CATALOG_TIMEOUT',
  'CATALOG_HTTP_STATUS',
  'CATALOG_TOO_LARGE',
  'CATALOG_ENCODING',
  'CATALOG_BODY_BROKEN',
  'CATALOG_NOT_JSON',
  'CATALOG_SHAPE',
  'CATALOG_DUPLICATE_ID',
  'CATALOG_COUNT_MISMATCH',
  'CATALOG_PAGING',
  'CATALOG_EMPTY',
  'CATALOG_FILTER_IGNORED',
  'CATALOG_LISTS_OVERLAP',
  'CATALOG_LISTS_INCOMPLETE',
  'CATALOG_REFRESH_FAILED',
  'CATALOG_CACHE_FAILED',
  'SNAPSHOT_INVALID',
  'SNAPSHOT_SCHEMA_VERSION',
  'SNAPSHOT_DIGEST_MISMATCH',
  'TERMS_INVALID',
] as const;

/** What the catalog throws, and what it passes to `onWarning`. */
export class CatalogError extends DistillableError<CatalogErrorCode, CatalogErrorDetails> {
  /** `CatalogError`. */
  override get name(): 'CatalogError' {
    return 'CatalogError';
  }
}
