import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that responds as a test says. */
export interface Upstream {
  /** Root of its API. */
  readonly url: string;
  readonly origin: string;
  readonly requests: readonly Arrived[];
  close(): Promise<void>;
}

/** How to respond to the request with this number, counted from 1. */
export type Respond = (response: ServerResponse, request: Arrived, count: number) => unknown;

export async function startUpstream(respond: Respond): Promise<Upstream> {
  const requests: Arrived[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const arrived = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(arrived);
      respond(response, arrived, requests.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    url: `${origin}/api/v1`,
    origin,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function sendJson(
  response: ServerResponse,
  body: object,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function startEvents(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

/** An event as it is on the wire; with a name where its object has a type. */
export function eventOf(data: object | string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const name = typeof data === 'object' && 'type' in data ? `event: ${String(data.type)}\n` : '';
  return `${name}data: ${text}\n\n`;
}

export function sendEvents(response: ServerResponse, events: readonly (object | string)[]): void {
  startEvents(response);
  response.end([': OPENROUTER PROCESSING\n\n', ...events.map(eventOf)].join(''));
}

/** Resolves when a response takes more, or no one listens any longer. */
export function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
