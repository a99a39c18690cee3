import { DistillableError } from './distillable-error.js';

type NoDetails = Readonly<Record<string, never>>;

/** @inline */
interface OfRequest {
  /** URL of the request. */
  url: string;
}

/** @inline */
interface OfJson {
  /** JSON Pointer to what is wrong in the response, the snapshot or the table of terms. */
  path: string;
}

/** @inline */
interface OfSystem {
  /** Code of the system's error, such as `ECONNREFUSED`. */
  reason: string;
}

/** @inline */
interface OfRows {
  /** Of the rows. */
  slugs: readonly string[];
}

/** The codes of {@link CatalogError}, each with its details. To remove or to redefine a code is a breaking change. */
export interface CatalogErrorDetails {
  /**
   * No usable snapshot: nothing is cached (`retrievedAt` is null), or what is cached is older than `maxStale`, and the
   * refresh failed (see `cause`).
   */
  CATALOG_UNAVAILABLE: {
    /** ISO 8601, UTC. */
    retrievedAt: string | null;
  };
  /** The cached snapshot is older than `maxStale` and must not be refreshed here. */
  CATALOG_EXPIRED: NoDetails;
  /** The catalog was closed. */
  CATALOG_CLOSED: NoDetails;
  /** The request was aborted: by the caller's signal, by `close()`, or because another of the lists failed. */
  CATALOG_ABORTED: OfRequest;
  /** No connection, or it broke. */
  CATALOG_NETWORK: OfRequest & OfSystem;
  /** Headers and body did not arrive within `timeout` milliseconds. */
  CATALOG_TIMEOUT: OfRequest & {
    /** Milliseconds. */
    timeout: number;
  };
  /** A status other than 200 or 304. */
  CATALOG_HTTP_STATUS: OfRequest & {
    /** HTTP status. */
    status: number;
    /** The milliseconds that the server asked to wait. */
    retryAfter?: number;
  };
  /** More than `maxBytes`, on the wire or decompressed. */
  CATALOG_TOO_LARGE: OfRequest & {
    /** The limit. */
    maxBytes: number;
  };
  /** A `content-encoding` that was not asked for. */
  CATALOG_ENCODING: OfRequest & {
    /** The `content-encoding`. */
    encoding: string;
  };
  /** The body ended early or could not be decompressed. */
  CATALOG_BODY_BROKEN: OfRequest & OfSystem;
  /** The body is not JSON (often an HTML page of a proxy). */
  CATALOG_NOT_JSON: OfRequest;
  /** JSON, but not a model list, or a row that can't be read. */
  CATALOG_SHAPE: OfRequest & OfJson;
  /** Two rows with one id and different content. */
  CATALOG_DUPLICATE_ID: OfRequest & {
    /** The id. */
    slug: string;
  };
  /** `total_count` is not the number of rows received. */
  CATALOG_COUNT_MISMATCH: OfRequest &
    OfJson & {
      /** `total_count`. */
      announced: number;
      /** Rows. */
      received: number;
    };
  /** `links.next` leaves the origin, repeats a page, or never ends. */
  CATALOG_PAGING: OfRequest & OfJson;
  /** No rows at all, or no distillable ones. */
  CATALOG_EMPTY: NoDetails;
  /** The server ignored the `distillable` filter, which would make everything look distillable: two lists are the same. */
  CATALOG_FILTER_IGNORED: {
    /** URL of a list. */
    one: string;
    /** URL of the list that is the same. */
    other: string;
  };
  /** Rows were in both filtered lists twice in a row; they count as not distillable. A warning. */
  CATALOG_LISTS_OVERLAP: OfRows;
  /** Rows were in neither filtered list, or only in a filtered one; they count as not distillable. A warning. */
  CATALOG_LISTS_INCOMPLETE: OfRows;
  /** A background refresh of a stale snapshot failed. A warning; the snapshot is served until `maxStale`. */
  CATALOG_REFRESH_FAILED: NoDetails;
  /** The cache could not be read or written, or held something unreadable. A warning; it counts as a miss. */
  CATALOG_CACHE_FAILED: {
    /** Of a file store that could not be cleaned up. */
    directory?: string;
  };
  /** Not a snapshot. */
  SNAPSHOT_INVALID: OfJson;
  /** A snapshot with another `schemaVersion`. */
  SNAPSHOT_SCHEMA_VERSION: OfJson & {
    /** The `schemaVersion`. */
    version: unknown;
  };
  /** The content of a snapshot does not match its digest. */
  SNAPSHOT_DIGEST_MISMATCH: {
    /** The digest that the snapshot says it has. */
    expected: string;
    /** The digest of its content. */
    actual: string;
  };
  /** Not a table of terms. */
  TERMS_INVALID: OfJson;
}

/** Codes of the catalog's errors and warnings. */
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

/** The errors of the catalog, and the warnings that it passes to `onWarning`. */
export class CatalogError extends DistillableError<CatalogErrorCode, CatalogErrorDetails> {
  /** `CatalogError`. */
  override get name(): 'CatalogError' {
    return 'CatalogError';
  }
}
