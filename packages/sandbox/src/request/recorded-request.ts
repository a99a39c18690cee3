import type { IncomingHttpHeaders } from 'node:http';
import type { RequestBody } from './read-body.js';
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
  /** The body: parsed JSON; its text when it is none; null without a body, and for one that was refused unread. */
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
