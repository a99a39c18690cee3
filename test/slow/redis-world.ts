import { EventEmitter } from 'node:events';
import { type Catalog, type CatalogError, type CatalogOptions, createCatalog } from '@distillable/catalog';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { createClient } from '@keyv/redis';
import type { Keyv } from 'keyv';
import { type RedisServer, startRedisServer } from './redis-server.js';

/** A Keyv over a Redis, and how to let go of it. */
export interface Connection {
  readonly keyv: Keyv;
  disconnect(): Promise<void>;
}

/** A catalog, the codes of its warnings so far, and an emitter of `warning` for those to come. */
export interface OpenCatalog {
  readonly catalog: Catalog;
  readonly warnings: readonly string[];
  readonly events: EventEmitter;
}

/** A Redis and a sandbox of a test's own. */
export interface RedisWorld {
  readonly server: RedisServer;
  readonly sandbox: Sandbox;
  /** A connection of its own, as another process would have. */
  connect(): Keyv;
  /** A catalog of the sandbox's list; over a connection of its own unless `options` bring a cache. */
  open(options?: CatalogOptions): OpenCatalog;
  /** How many requests reached the sandbox while `action` ran. */
  requestsDuring(action: () => Promise<unknown>): Promise<number>;
  /** Speaks to the server directly. */
  withClient<Value>(use: (client: Client) => Promise<Value>): Promise<Value>;
  /** Closes all of it, whatever was opened and in whatever state the server is. */
  close(): Promise<void>;
}

type Client = Awaited<ReturnType<typeof openClient>>;

async function openClient(url: string) {
  const client = createClient({ url });
  await client.connect();
  return client;
}

export async function openRedisWorld(
  binary: string,
  connectTo: (url: string) => Connection,
): Promise<RedisWorld> {
  const server = await startRedisServer(binary);
  const sandbox = await startSandbox();
  const closers: (() => Promise<void>)[] = [];
  const connect = (): Keyv => {
    const { keyv, disconnect } = connectTo(server.url);
    closers.push(disconnect);
    return keyv;
  };
  return {
    server,
    sandbox,
    connect,
    open(options = {}) {
      const opened = openCatalog({ baseUrl: sandbox.url, ...options, cache: options.cache ?? connect() });
      closers.push(() => opened.catalog.close());
      return opened;
    },
    async requestsDuring(action) {
      const before = sandbox.requests.length;
      await action();
      return sandbox.requests.length - before;
    },
    async withClient(use) {
      const client = await openClient(server.url);
      return use(client).finally(() => client.destroy());
    },
    async close() {
      // The server first: a client that disconnects would wait for the answers of a stopped one.
      await server.stop();
      for (const close of closers.splice(0).reverse()) await close();
      await sandbox.close();
    },
  };
}

function openCatalog(options: CatalogOptions): OpenCatalog {
  const warnings: string[] = [];
  const events = new EventEmitter();
  const onWarning = (warning: CatalogError): void => {
    warnings.push(warning.code);
    events.emit('warning', warning);
  };
  return { catalog: createCatalog({ retry: { retries: 0 }, onWarning, ...options }), warnings, events };
}
