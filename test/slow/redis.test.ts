import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import KeyvRedis from '@keyv/redis';
import KeyvValkey from '@keyv/valkey';
import { Keyv } from 'keyv';
import { describe, expect, it, type TestContext } from 'vitest';
import { findRedisBinary } from './redis-server.js';
import { type Connection, openRedisWorld, type RedisWorld } from './redis-world.js';

const hourMs = 3_600_000;
const run = promisify(execFile);
const binary = findRedisBinary();
if (binary === undefined) {
  const missing =
    'Neither redis-server nor valkey-server is installed (Debian: apt-get install redis-server)';
  if (process.env['CI']) throw new Error(`${missing}, and these tests may not be skipped in CI.`);
  console.warn(`${missing}: the tests of a catalog cached in Redis are skipped.`);
}

// A default TTL, which the catalog has to do without.
const keyvOptions = { ttl: 1_000 };

function connectThroughRedis(url: string): Connection {
  const store = new KeyvRedis(url);
  return { keyv: new Keyv({ store, ...keyvOptions }), disconnect: () => store.disconnect(true) };
}

function connectThroughValkey(url: string): Connection {
  const store = new KeyvValkey(url);
  return { keyv: new Keyv({ store, ...keyvOptions }), disconnect: () => store.disconnect() };
}

const adapters = [
  { name: '@keyv/redis', connectTo: connectThroughRedis },
  { name: '@keyv/valkey', connectTo: connectThroughValkey },
];

/** The one entry's key; adapters add sets of their own for bookkeeping. */
async function findEntryKey({ withClient }: RedisWorld): Promise<string> {
  const keys = await withClient((client) => client.keys('*distillable:catalog:*'));
  expect(keys).toHaveLength(1);
  return keys[0] ?? '';
}

// Side by side, since a client waits seconds for a dead server; each test has a server of its own.
describe.skipIf(binary === undefined).concurrent.each(adapters)(
  'a catalog cached through $name',
  ({ connectTo }) => {
    const inWorld =
      (use: (world: RedisWorld) => Promise<void>) =>
      async ({ onTestFinished }: TestContext): Promise<void> => {
        const world = await openRedisWorld(binary ?? '', connectTo);
        onTestFinished(() => world.close());
        await use(world);
      };

    it(
      'is served to a second catalog without a request',
      inWorld(async ({ open, requestsDuring }) => {
        const first = await open().catalog.snapshot();
        const second = open();
        expect(await requestsDuring(() => second.catalog.snapshot())).toBe(0);
        expect((await second.catalog.snapshot()).digest).toBe(first.digest);
        expect(second.warnings).toEqual([]);
      }),
    );

    it(
      'has no TTL, also where the Keyv has one',
      inWorld(async (world) => {
        await world.open().catalog.snapshot();
        const key = await findEntryKey(world);
        expect(await world.withClient((client) => client.pTTL(key))).toBe(-1);
      }),
    );

    it(
      'is still served when it is stale and the list can not be read',
      inWorld(async (world) => {
        const first = await world.open().catalog.snapshot();
        await world.sandbox.close();
        const later = world.open({ now: () => Date.now() + 2 * hourMs });
        const warned = once(later.events, 'warning');
        expect((await later.catalog.snapshot()).digest).toBe(first.digest);
        await warned;
        expect(later.warnings).toEqual(['CATALOG_REFRESH_FAILED']);
        expect((await later.catalog.status()).freshness).toBe('stale');
        expect(await findEntryKey(world)).toContain('distillable:catalog:');
      }),
    );

    it(
      'is fetched, with a warning, when the server has no memory left for the entry',
      inWorld(async ({ open, withClient }) => {
        await withClient((client) => client.configSet('maxmemory', '1'));
        const { catalog, warnings } = open();
        expect((await catalog.snapshot()).size).toBeGreaterThan(0);
        expect(warnings).toEqual(['CATALOG_CACHE_FAILED']);
      }),
    );

    it(
      'is fetched, with a warning, when something else lies under its key',
      inWorld(async (world) => {
        await world.open().catalog.snapshot();
        const key = await findEntryKey(world);
        await world.withClient(async (client) => {
          await client.del(key);
          await client.sAdd(key, 'a set');
        });
        const { catalog, warnings } = world.open();
        expect((await catalog.snapshot()).size).toBeGreaterThan(0);
        expect(warnings).toEqual(['CATALOG_CACHE_FAILED']);
      }),
    );

    it(
      'is fetched, with a warning, when the server was never there',
      inWorld(async ({ server, open }) => {
        await server.stop();
        const { catalog, warnings } = open();
        expect((await catalog.snapshot()).size).toBeGreaterThan(0);
        expect(new Set(warnings)).toEqual(new Set(['CATALOG_CACHE_FAILED']));
      }),
    );

    // The connection is open then, so it is not refused: the client waits for an answer, or for a new server.
    it.for(['SIGKILL', 'SIGSTOP'] as const)(
      'is fetched, with a warning, when the server dies of %s',
      (signal, context) =>
        inWorld(async ({ server, connect, open, requestsDuring }) => {
          const cache = connect();
          const first = await open({ cache }).catalog.snapshot();
          await server.send(signal);
          const second = open({ cache });
          expect(await requestsDuring(() => second.catalog.snapshot())).toBeGreaterThan(0);
          expect((await second.catalog.snapshot()).digest).toBe(first.digest);
          expect(new Set(second.warnings)).toEqual(new Set(['CATALOG_CACHE_FAILED']));
        })(context),
    );

    it(
      'is served again when a stopped server goes on',
      inWorld(async ({ server, connect, open, requestsDuring }) => {
        const cache = connect();
        await open({ cache }).catalog.snapshot();
        await server.send('SIGSTOP');
        await open({ cache }).catalog.snapshot();
        await server.send('SIGCONT');
        const third = open({ cache });
        expect(await requestsDuring(() => third.catalog.snapshot())).toBe(0);
        expect(third.warnings).toEqual([]);
      }),
    );
  },
);

describe.skipIf(binary === undefined)('a catalog cached in Redis by one process', () => {
  it('is served to another process without a request', async ({ onTestFinished }) => {
    const { server, sandbox, close } = await openRedisWorld(binary ?? '', connectThroughRedis);
    onTestFinished(close);
    const script = fileURLToPath(new URL('./__fixtures__/catalog-process.mjs', import.meta.url));
    const first = await run(process.execPath, [script, server.url, sandbox.url]);
    const requests = sandbox.requests.length;
    const second = await run(process.execPath, [script, server.url, sandbox.url]);
    expect(requests).toBeGreaterThan(0);
    expect(sandbox.requests.length).toBe(requests);
    expect(second.stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect(second.stdout).toBe(first.stdout);
  });
});
