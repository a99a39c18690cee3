import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ProxyError } from './errors.js';
import { type Exchange, openExchange } from './exchange.js';
import type { ProxyLimits } from './limits.js';

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
  const running = takeRequests(server, makeServe(ownPort));
  return { port: ownPort, close: (signal) => closeServer(server, running, signal) };
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

/** What is being served. */
type Running = ReadonlySet<Promise<void>>;

function takeRequests(server: Server, serve: Serve): Running {
  const running = new Set<Promise<void>>();
  const busy = new WeakSet<Duplex>();
  const take = (exchange: Exchange): void => {
    const { request, response } = exchange;
    busy.add(request.socket);
    response.on('close', () => busy.delete(request.socket));
    // While closing, clients learn that the connection ends with this response, and nothing waits for it to idle.
    if (!server.listening) response.setHeader('connection', 'close');
    const served = serve(exchange).finally(() => running.delete(served));
    running.add(served);
  };
  // Within a response, our status line would be read as a part of it.
  const reject = (socket: Duplex, status: string): void =>
    busy.has(socket) || !socket.writable ? void socket.destroy() : rejectRaw(socket, status);
  // Without a listener for `upgrade`, such requests are served like any other.
  server.on('request', (request, response) => take(openExchange(request, response, false)));
  server.on('checkContinue', (request, response) => take(openExchange(request, response, true)));
  // What passes through a tunnel is not judged.
  server.on('connect', (_, socket) => reject(socket, '405 Method Not Allowed'));
  server.on('clientError', (error, socket) => reject(socket, statusOf(error)));
  return running;
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
