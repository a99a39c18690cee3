import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AnswerError } from '../answer/answer-error.js';
import type { RequestBody } from './read-body.js';

/** What an endpoint needs to know of a request. */
export interface SandboxRequest {
  readonly method: string;
  /** The path without the query, such as `/api/v1/models`. */
  readonly path: string;
  /** What stands for the parts of the endpoint's path in braces. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
}

/**
 * Reads the request line.
 *
 * @throws AnswerError 400 when its target is no path
 */
export function toSandboxRequest(message: IncomingMessage, body: RequestBody): SandboxRequest {
  const target = message.url ?? '';
  const origin = 'http://sandbox.invalid';
  // A target such as `//host/path` would name another host.
  if (!target.startsWith('/') || target.startsWith('//') || !URL.canParse(target, origin)) {
    throw new AnswerError(400, `The request target ${JSON.stringify(target)} is not a path.`);
  }
  const { pathname, searchParams } = new URL(target, origin);
  const { method = 'GET', headers } = message;
  return { method, path: pathname, parameters: {}, query: searchParams, headers, body };
}
