import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxRequest } from './sandbox-request.js';

/** One request that the sandbox has received, for tests to look at. It holds no secret. */
export interface RecordedRequest {
  readonly method: string;
  /** The path without the query, such as `/api/v1/models`. */
  readonly path: string;
  /** The query by name; the values of a repeated name are joined with a comma. */
  readonly query: Readonly<Record<string, string>>;
  /** All headers but those that carry a key or a cookie, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether an `authorization` or `x-api-key` header was there. Its value is not kept. */
  readonly authorized: boolean;
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'cookie']);

/** Copies what may be kept of a request. */
export function recordRequest(request: SandboxRequest): RecordedRequest {
  const { method, path, query, headers } = request;
  return {
    method,
    path,
    query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')])),
    headers: keptHeaders(headers),
    authorized: headers.authorization !== undefined || headers['x-api-key'] !== undefined,
  };
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !secretHeaders.has(name)) kept[name] = String(value);
  }
  return kept;
}
