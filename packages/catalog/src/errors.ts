import { DistillableError } from './distillable-error.js';

/** Every code that the catalog throws or warns with. To remove or to redefine one is a breaking change. */
export const catalogErrorCodes = [
  /** No usable snapshot: nothing is cached, or it is older than `maxStale`, and the refresh failed (see `cause`). */
  'CATALOG_UNAVAILABLE',
  /** The cached snapshot is older than `maxStale` and must not be refreshed here. */
  'CATALOG_EXPIRED',
  /** The catalog was closed. */
  'CATALOG_CLOSED',
  /** The request was aborted: by the caller's signal, by `close()`, or because another of the lists failed. */
  'CATALOG_ABORTED',
  /** No connection, or it broke. */
  'CATALOG_NETWORK',
  /** Headers and body did not arrive within `timeout`. */
  'CATALOG_TIMEOUT',
  /** A status other than 200 or 304. */
  'CATALOG_HTTP_STATUS',
  /** More than `maxBytes`, on the wire or decompressed. */
  'CATALOG_TOO_LARGE',
  /** A `content-encoding` that was not asked for. */
  'CATALOG_ENCODING',
  /** The body ended early or could not be decompressed. */
  'CATALOG_BODY_BROKEN',
  /** The body is not JSON (often an HTML page of a proxy). */
  'CATALOG_NOT_JSON',
  /** JSON, but not a model list, or a row that can't be read. */
  'CATALOG_SHAPE',
  /** Two rows with one id and different content. */
  'CATALOG_DUPLICATE_ID',
  /** `total_count` is not the number of rows received. */
  'CATALOG_COUNT_MISMATCH',
  /** `links.next` leaves the origin, repeats a page, or never ends. */
  'CATALOG_PAGING',
  /** No rows at all, or no distillable ones. */
  'CATALOG_EMPTY',
  /** The server ignored the `distillable` filter: its response would make everything look distillable. */
  'CATALOG_FILTER_IGNORED',
  /** Rows were in both filtered lists twice in a row; they count as not distillable. A warning. */
  'CATALOG_LISTS_OVERLAP',
  /** Rows were in neither filtered list, or only in a filtered one; they count as not distillable. A warning. */
  'CATALOG_LISTS_INCOMPLETE',
  /** A background refresh of a stale snapshot failed. A warning; the snapshot is served until `maxStale`. */
  'CATALOG_REFRESH_FAILED',
  /** The cache could not be read or written, or held something unreadable. A warning; it counts as a miss. */
  'CATALOG_CACHE_FAILED',
  /** Not a snapshot. */
  'SNAPSHOT_INVALID',
  /** A snapshot with another `schemaVersion`. */
  'SNAPSHOT_SCHEMA_VERSION',
  /** The content of a snapshot does not match its digest. */
  'SNAPSHOT_DIGEST_MISMATCH',
] as const;

/** One of {@link catalogErrorCodes}. */
export type CatalogErrorCode = (typeof catalogErrorCodes)[number];

/**
 * The details of a {@link CatalogError} by its code; codes that are not listed have none. `url` is the URL of the
 * request, `path` a JSON Pointer into the response or the snapshot, `reason` the code of the system's error.
 */
export interface CatalogErrorDetails {
  /** When the cached snapshot that is too old was read (ISO 8601); null when nothing is cached. */
  CATALOG_UNAVAILABLE: { retrievedAt: string | null };
  CATALOG_ABORTED: { url: string };
  CATALOG_NETWORK: { url: string; reason: string };
  /** `timeout` in milliseconds. */
  CATALOG_TIMEOUT: { url: string; timeout: number };
  /** `retryAfter`: the milliseconds that the server asked to wait. */
  CATALOG_HTTP_STATUS: { url: string; status: number; retryAfter?: number };
  CATALOG_TOO_LARGE: { url: string; maxBytes: number };
  CATALOG_ENCODING: { url: string; encoding: string };
  CATALOG_BODY_BROKEN: { url: string; reason: string };
  CATALOG_NOT_JSON: { url: string };
  CATALOG_SHAPE: { url: string; path: string };
  CATALOG_DUPLICATE_ID: { url: string; slug: string };
  CATALOG_COUNT_MISMATCH: { url: string; path: string; announced: number; received: number };
  CATALOG_PAGING: { url: string; path: string };
  /** The queries of the two lists that are (nearly) the same. */
  CATALOG_FILTER_IGNORED: { one: string; other: string };
  CATALOG_LISTS_OVERLAP: { slugs: readonly string[] };
  CATALOG_LISTS_INCOMPLETE: { slugs: readonly string[] };
  /** `directory`: of the file store that could not be cleaned up. */
  CATALOG_CACHE_FAILED: { directory?: string };
  SNAPSHOT_INVALID: { path: string };
  SNAPSHOT_SCHEMA_VERSION: { path: string; version: unknown };
  SNAPSHOT_DIGEST_MISMATCH: { expected: string; actual: string };
}

/** What the catalog throws, and what it passes to `onWarning`. */
export class CatalogError extends DistillableError<CatalogErrorCode, CatalogErrorDetails> {
  override get name(): 'CatalogError' {
    return 'CatalogError';
  }
}

/** A JSON Pointer (RFC 6901) from the path of a zod issue; empty for the whole document. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
