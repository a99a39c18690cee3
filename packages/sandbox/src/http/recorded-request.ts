import type { IncomingHttpHeaders } from 'node:http';
import type { RequestBody, SandboxRequest } from '../wire/request.js';

/** One request that the sandbox received, for tests to look at. It contains no secret. */
export interface RecordedRequest {
  /** In upper case, such as `POST`. */
  readonly method: string;
  /** The path without the query, such as `/api/v1/models`. */
  readonly path: string;
  /** The query by name; the values of a repeated name are joined with a comma. */
  readonly query: Readonly<Record<string, string>>;
  /** All headers except those that carry a key or a cookie, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether there was an `authorization` or `x-api-key` header. Its value is not kept. */
  readonly authorized: boolean;
  /** The body as parsed JSON, or as text when it is not JSON; null when it is absent, too long or compressed. */
  readonly body: unknown;
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'cookie']);

/** Copies what may be kept of a request. */
export function recordRequest(request: SandboxRequest): RecordedRequest {
  const { method, path, query, headers, body } = request;
  return {
    method,
    path,
    query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')])),
    headers: keptHeaders(headers),
    authorized: headers.authorization !== undefined || headers['x-api-key'] !== undefined,
    body: keptBody(body),
  };
}

function keptBody(body: RequestBody): unknown {
  if (body.kind === 'json') return body.value;
  return body.kind === 'text' ? body.text : null;
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !secretHeaders.has(name)) kept[name] = String(value);
  }
  return kept;
}
