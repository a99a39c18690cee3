import { DistillableError } from '@distillable/catalog';

/** What the proxy rejects or fails at by itself, with the HTTP status of the response that reports it. */
const statusByCode = {
  /** Not HTTP/1.1, or a request target that is not a path. */
  REQUEST_MALFORMED: 400,
  /** `GET /models` with a query that is not supported. */
  QUERY_UNKNOWN: 400,
  TOKEN_REFUSED: 401,
  /** `Host` is not a name of this machine: a web page may have pointed its own name here. */
  HOST_REFUSED: 403,
  /** The request comes from a web page. */
  ORIGIN_REFUSED: 403,
  PATH_UNKNOWN: 404,
  METHOD_REFUSED: 405,
  /** The client stopped reading its response. */
  CLIENT_STALLED: 408,
  BODY_TOO_LARGE: 413,
  /** A bug in the proxy. */
  INTERNAL: 500,
  /** The receipt could not be kept, so the response is not handed out. */
  LEDGER_FAILED: 500,
  UPSTREAM_FAILED: 502,
  UPSTREAM_REDIRECT: 502,
  UPSTREAM_TOO_LARGE: 502,
  CATALOG_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
} as const;

const statuses: ReadonlyMap<string, number> = new Map(Object.entries(statusByCode));

/** Codes of the errors that `startProxy` rejects with. */
type StartErrorCode =
  /** `host` can be reached from other machines, and there is no token. */
  | 'TOKEN_REQUIRED'
  /** The token has fewer than 16 characters, or characters that a header can't hold. */
  | 'TOKEN_INVALID'
  /** The system does not let the proxy listen on this host and port. */
  | 'LISTEN_FAILED';

/** Codes of {@link ProxyError}. To remove or to redefine one is a breaking change. */
export type ProxyErrorCode = keyof typeof statusByCode | StartErrorCode;

/** The details of a {@link ProxyError} by its code; codes that are not listed have none. */
export interface ProxyErrorDetails {
  /** What other machines can reach. */
  TOKEN_REQUIRED: {
    /** The option. */
    host: string;
  };
  /** Where the proxy could not listen, and why. */
  LISTEN_FAILED: {
    /** The option. */
    host: string;
    /** The option. */
    port: number;
    /** The system's code, such as `EADDRINUSE`. */
    reason: string;
  };
}

/**
 * What the proxy itself rejects or fails at. `startProxy` rejects with `TOKEN_REQUIRED`, `TOKEN_INVALID` and
 * `LISTEN_FAILED`; clients get the others as JSON, in the error format of the API that they call. No message quotes a
 * request.
 */
export class ProxyError extends DistillableError<ProxyErrorCode, ProxyErrorDetails> {
  override get name(): 'ProxyError' {
    return 'ProxyError';
  }

  /** HTTP status of the response that reports it; 500 for the errors of `startProxy`, which no client sees. */
  get status(): number {
    return statuses.get(this.code) ?? 500;
  }
}
