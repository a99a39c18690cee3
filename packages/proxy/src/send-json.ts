import type { ServerResponse } from 'node:http';

/** Sends a JSON document of the proxy's own. */
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
    // The rest of the request must not be read as another request.
    ...(isUnread ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(body);
  if (isUnread) response.req.resume();
}
