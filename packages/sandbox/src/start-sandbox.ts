import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxCatalog } from './catalog/sandbox-catalog.js';
import type { Fault } from './faults/fault.js';
import { handleRequest, rejectMalformed } from './http/handle-request.js';
import { type RecordedRequest, type SandboxOptions, SandboxState } from './sandbox-state.js';
import { SandboxError } from './wire/errors.js';
import { apiRoot } from './wire/request.js';

/** A running sandbox. */
export interface Sandbox {
  /** The base URL for clients; it ends in `/api/v1`. */
  readonly url: string;
  /** Where the catalog comes from, as sent in the header `x-distillable-sample` of every response. */
  readonly sample: string;
  /** The requests so far, oldest first; the last 10,000 are kept. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Serves another catalog from the next request on.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID` for a catalog that can't be served
   */
  setCatalog(catalog: SandboxCatalog): void;
  /**
   * Replaces all faults, and starts their counts again.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID` for a fault that can't be served
   */
  setFaults(faults: readonly Fault[]): void;
  /** Stops listening and ends every open connection. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a local OpenRouter. It resolves once it listens; end it with `close()`.
 *
 * @example
 * const sandbox = await startSandbox();
 * const response = await fetch(`${sandbox.url}/models?distillable=true`);
 * await sandbox.close();
 *
 * @throws SandboxError `SANDBOX_PORT_IN_USE` or `SANDBOX_LISTEN_FAILED` when it can't listen, `SANDBOX_OPTION_INVALID`
 * for an option that is unknown or of a wrong type, and for a catalog or fault that can't be served
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options);
  const { host = '127.0.0.1', port = 0 } = options;
  const state = new SandboxState(options);
  const server = createServer((request, response) => {
    void handleRequest(request, response, state);
  });
  server.on('clientError', (_error, socket) => rejectMalformed(socket, state.catalog.sample));
  const address = await listen(server, host, port);
  return {
    url: `http://${reachableHost(address)}:${address.port}${apiRoot}`,
    get sample() {
      return state.catalog.sample;
    },
    requests: state.requests,
    setCatalog: (catalog) => state.setCatalog(catalog),
    setFaults: (faults) => state.setFaults(faults),
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
  if (address === null || typeof address === 'string') throw listenError(undefined, host, port);
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

/** What `typeof` says about each option. */
const types: Readonly<Record<keyof SandboxOptions, string>> = {
  host: 'string',
  port: 'number',
  catalog: 'object',
  aliasesInFiltered: 'boolean',
  presets: 'object',
  routersHonourFlag: 'boolean',
  faults: 'object',
  now: 'function',
};

/** @throws SandboxError `SANDBOX_OPTION_INVALID` naming an option that is unknown or of a wrong type */
function checkOptions(options: SandboxOptions): void {
  if (typeof options !== 'object' || options === null) throw invalid('the options must be an object');
  const known = new Map<string, string>(Object.entries(types));
  for (const [name, value] of Object.entries(options)) {
    const type = known.get(name);
    if (type === undefined) {
      throw invalid(`${name} is not an option. The options are ${[...known.keys()].join(', ')}`);
    }
    const fits = value === undefined || (typeof value === type && value !== null);
    if (!fits || (name === 'faults' && value !== undefined && !Array.isArray(value))) {
      throw invalid(`${name} must be ${name === 'faults' ? 'a list' : `of type ${type}`}`);
    }
  }
}

function invalid(problem: string): SandboxError {
  return new SandboxError('SANDBOX_OPTION_INVALID', `startSandbox: ${problem}.`);
}
