import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ProxyError } from './errors.js';
import { type Exchange, openExchange } from './exchange.js';
import type { ProxyLimits } from './options.js';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Accepts no more connections, and resolves when all have ended; ends them when `signal` is aborted. */
  close(signal: AbortSignal): Promise<void>;
}

/** Serves an exchange to its end; never rejects. */
export type Serve = (exchange: Exchange) => Promise<void>;

/** @throws ProxyError `LISTEN_FAILED` */
export async function listen(
  { host, port, limits }: { readonly host: string; readonly port: number; readonly limits: ProxyLimits },
  makeServe: (port: number) => Serve,
): Promise<Listening> {
  const server = createServer({
    insecureHTTPParser: false,
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
  });
  server.maxConnections = limits.maxConnections;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw listenFailed(host, port, cause);
  }
  const ownPort = portOf(server.address());
  const traffic = takeRequests(server, makeServe(ownPort));
  return { port: ownPort, close: (signal) => closeServer(server, traffic, signal) };
}

function listenFailed(host: string, port: number, cause: unknown): ProxyError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const message = `Cannot listen on port ${port} of ${host}: ${reasons[reason] ?? reason}.`;
  return new ProxyError('LISTEN_FAILED', message, { cause, details: { host, port, reason } });
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'this machine does not have the address',
  ENOTFOUND: 'the host name is unknown',
};

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  return address.port;
}

/** What a server is at. */
interface Traffic {
  readonly exchanges: ReadonlySet<Promise<void>>;
  /** Open connections, with the number of exchanges on each: clients may pipeline. */
  readonly connections: ReadonlyMap<Duplex, number>;
}

function takeRequests(server: Server, serve: Serve): Traffic {
  const exchanges = new Set<Promise<void>>();
  const connections = new Map<Duplex, number>();
  const count = (socket: Socket, more: 1 | -1): void => {
    const before = connections.get(socket);
    // It has closed.
    if (before === undefined) return;
    connections.set(socket, before + more);
    if (before + more === 0 && !server.listening) socket.destroySoon();
  };
  const take = (exchange: Exchange): void => {
    const { request, response } = exchange;
    count(request.socket, 1);
    response.on('close', () => count(request.socket, -1));
    // While closing, clients learn that the connection ends with this response.
    if (!server.listening) response.setHeader('connection', 'close');
    const served = serve(exchange).finally(() => exchanges.delete(served));
    exchanges.add(served);
  };
  // Within a response, our status line would be read as a part of it.
  const reject = (socket: Duplex, status: string): void =>
    (connections.get(socket) ?? 0) > 0 || !socket.writable
      ? void socket.destroy()
      : rejectRaw(socket, status);
  server.on('connection', (socket) => {
    connections.set(socket, 0);
    socket.on('close', () => connections.delete(socket));
  });
  // Without a listener for `upgrade`, such requests are served like any other.
  server.on('request', (request, response) => take(openExchange(request, response, false)));
  server.on('checkContinue', (request, response) => take(openExchange(request, response, true)));
  // What passes through a tunnel is not judged.
  server.on('connect', (_, socket) => reject(socket, '405 Method Not Allowed'));
  server.on('clientError', (error, socket) => reject(socket, statusOf(error)));
  return { exchanges, connections };
}

function rejectRaw(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function statusOf(error: Error): string {
  const code = 'code' in error ? error.code : '';
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}

async function closeServer(
  server: Server,
  { exchanges, connections }: Traffic,
  signal: AbortSignal,
): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // The server itself would wait for a connection without any request so far.
  for (const [socket, exchangesOn] of connections) if (exchangesOn === 0) socket.destroy();
  const endAll = (): void => server.closeAllConnections();
  signal.addEventListener('abort', endAll, { once: true });
  if (signal.aborted) endAll();
  try {
    await closed;
    await Promise.all(exchanges);
  } finally {
    signal.removeEventListener('abort', endAll);
  }
}
