import type { ServerResponse } from 'node:http';

/** Answers with JSON of the proxy's own. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  const isUnread = !response.req.complete;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
    // What is still to come of the request is not read as another one.
    ...(isUnread ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(body);
  if (isUnread) response.req.resume();
}
