import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiRoot } from './endpoints/api-root.js';
import { handleRequest } from './handle-request.js';
import { refuseMalformed } from './request/refuse-malformed.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { SandboxError } from './sandbox-error.js';
import { SandboxState } from './sandbox-state.js';

/**
 * Starts a local OpenRouter.
 *
 * @throws SandboxError `SANDBOX_PORT_IN_USE` or `SANDBOX_LISTEN_FAILED` when it cannot listen, `SANDBOX_OPTION_INVALID`
 * for a catalog or fault that cannot be served
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0 } = options;
  const state = new SandboxState(options);
  const server = createServer((request, response) => {
    void handleRequest(request, response, state);
  });
  server.on('clientError', (_error, socket) => refuseMalformed(socket, state.catalog.sample));
  const address = await listen(server, host, port);
  return {
    url: `http://${reachableHost(address)}:${address.port}${apiRoot}`,
    get sample() {
      return state.catalog.sample;
    },
    requests: state.requests,
    setCatalog: (next) => {
      state.catalog = next;
    },
    setFaults: (next) => state.setFaults(next),
    close: closeOnce(server),
  };
}

async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw listenError(cause, host, port);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw listenError(undefined, host, port);
  }
  return address;
}

function listenError(cause: unknown, host: string, port: number): SandboxError {
  const details = { host, port };
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no address';
  if (code === 'EADDRINUSE') {
    return new SandboxError(
      'SANDBOX_PORT_IN_USE',
      `Port ${port} on ${host} is in use by another process. Choose another port, or 0 for any free one.`,
      { details, cause },
    );
  }
  return new SandboxError(
    'SANDBOX_LISTEN_FAILED',
    `Cannot listen on port ${port} of ${host} (${code}). Choose a port from 0 to 65535 and an address of this machine.`,
    { details, cause },
  );
}

/** A host that clients can connect to, also when the server listens on every address. */
function reachableHost({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}

/** A function that closes the server once, however often it is called. */
function closeOnce(server: Server): () => Promise<void> {
  let closed: Promise<unknown> | undefined;
  return async () => {
    if (closed === undefined) {
      closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
    }
    await closed;
  };
}
