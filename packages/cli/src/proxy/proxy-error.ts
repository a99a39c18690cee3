import { DistillableError } from '@distillable/catalog/light';
import type { ApiShape } from '@distillable/core';

/** What the proxy itself says no to, or fails at, with the status that tells of it. Codes are API. */
const statusOf = {
  /** No HTTP/1.1, or a target that is no path. */
  REQUEST_MALFORMED: 400,
  /** A query of `GET /models` that is not answered here. */
  QUERY_UNKNOWN: 400,
  /** A page, or another machine's name, in the headers. */
  HOST_REFUSED: 403,
  ORIGIN_REFUSED: 403,
  TOKEN_REFUSED: 401,
  PATH_UNKNOWN: 404,
  METHOD_REFUSED: 405,
  BODY_TOO_LARGE: 413,
  INTERNAL: 500,
  /** The receipt could not be kept, so the answer is not handed out. */
  LEDGER_FAILED: 500,
  UPSTREAM_FAILED: 502,
  UPSTREAM_REDIRECT: 502,
  UPSTREAM_TOO_LARGE: 502,
  CATALOG_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
  /** The client stopped to read. */
  CLIENT_STALLED: 408,
} as const;

/** One of the proxy's own codes. */
export type ProxyErrorCode = keyof typeof statusOf;

/** The proxy's own no. Its message quotes nothing of a request. */
export class ProxyError extends DistillableError<ProxyErrorCode> {
  readonly status: number;

  constructor(code: ProxyErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(code, message, options);
    this.status = statusOf[code];
  }

  override get name(): 'ProxyError' {
    return 'ProxyError';
  }
}

/** What SDKs should not try again: it would come to the same. */
export function isFinal({ status, code }: ProxyError): boolean {
  return status < 500 || code === 'UPSTREAM_REDIRECT' || code === 'LEDGER_FAILED';
}

/**
 * The body of an error in the endpoint's own shape.
 *
 * @see https://openrouter.ai/docs/api-reference (errors; read 2026-08-22)
 * @see https://platform.claude.com/docs/en/api/errors
 */
export function errorBody({ status, code, message }: ProxyError, endpoint: ApiShape | null): object {
  if (endpoint !== 'messages') return { error: { code: status, message, metadata: { code } } };
  const type = anthropicTypes[status] ?? 'api_error';
  return { type: 'error', error: { type, message, details: { error_code: code } } };
}

const anthropicTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  413: 'request_too_large',
  504: 'timeout_error',
};
