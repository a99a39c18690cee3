import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { CommandError } from '../command-error.js';
import { reasonOf } from '../reason-of.js';
import type { ProxyLimits } from './proxy-limits.js';
import { openVisit, type Visit } from './visit.js';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more connections, and resolves when all have ended; ends them when `signal` is aborted. */
  close(signal: AbortSignal): Promise<void>;
}

/** What serves a visit to its end; never rejects. */
export type Serve = (visit: Visit) => Promise<void>;

/** @throws CommandError `USAGE` where it can't listen there */
export async function listen(
  { host, port, limits }: { readonly host: string; readonly port: number; readonly limits: ProxyLimits },
  makeServe: (port: number) => Serve,
): Promise<Listening> {
  const server = createServer({
    insecureHTTPParser: false,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: Math.min(5_000, limits.headerTimeout),
  });
  server.maxConnections = limits.sockets;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const message = `Cannot listen on port ${port} of ${host}: ${reasonOf(cause)}. Choose another, or --port 0.`;
    throw new CommandError('USAGE', message, { cause });
  }
  const own = portOf(server.address());
  const running = takeRequests(server, makeServe(own));
  return { port: own, close: (signal) => closeServer(server, running, signal) };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  return address.port;
}

/** What is being served. */
type Running = ReadonlySet<Promise<void>>;

function takeRequests(server: Server, serve: Serve): Running {
  const running = new Set<Promise<void>>();
  const busy = new WeakSet<Duplex>();
  const take = (visit: Visit): void => {
    const { request, response } = visit;
    busy.add(request.socket);
    response.on('close', () => busy.delete(request.socket));
    // The last answer of a connection tells the client so, and the connection is not waited for.
    if (!server.listening) response.setHeader('connection', 'close');
    const served = serve(visit).finally(() => running.delete(served));
    running.add(served);
  };
  // In the midst of an answer, words of ours would be taken for a part of it.
  const refuse = (socket: Duplex, status: string): void =>
    busy.has(socket) || !socket.writable ? void socket.destroy() : refuseRaw(socket, status);
  // Nobody listens for upgrades, so that they are served like any other request.
  server.on('request', (request, response) => take(openVisit(request, response, false)));
  server.on('checkContinue', (request, response) => take(openVisit(request, response, true)));
  // What passes through a tunnel is not judged.
  server.on('connect', (_, socket) => refuse(socket, '405 Method Not Allowed'));
  server.on('clientError', (error, socket) => refuse(socket, statusOf(error)));
  return running;
}

function refuseRaw(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function statusOf(error: Error): string {
  const code = 'code' in error ? error.code : '';
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}

async function closeServer(server: Server, running: Running, signal: AbortSignal): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const endAll = (): void => server.closeAllConnections();
  signal.addEventListener('abort', endAll, { once: true });
  if (signal.aborted) endAll();
  // Connections that were busy, and are idle now, would be kept alive for a while.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  try {
    await closed;
    await Promise.all(running);
  } finally {
    clearInterval(sweep);
    signal.removeEventListener('abort', endAll);
  }
}
