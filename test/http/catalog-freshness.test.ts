import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  type CatalogError,
  type CatalogOptions,
  createCatalog,
  saveSnapshot,
  snapshotFromModels,
} from '@distillable/catalog';
import { builtInCatalog, type Fault, type Sandbox, startSandbox } from '@distillable/sandbox';
import { Keyv } from 'keyv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 8, 2, 12);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.setFaults([]);
  sandbox.setCatalog(builtInCatalog());
});

/** A catalog on the sandbox with a clock to set and warnings to look at. */
function open(options: CatalogOptions = {}) {
  const clock = { now: start };
  const warnings: CatalogError[] = [];
  const catalog = createCatalog({
    baseUrl: sandbox.url,
    retry: { retries: 0 },
    onWarning: (warning) => warnings.push(warning),
    now: () => clock.now,
    ...options,
  });
  return { catalog, clock, warnings };
}

async function countRequests(run: () => Promise<unknown>): Promise<number> {
  const before = sandbox.requests.length;
  await run();
  return sandbox.requests.length - before;
}

const withoutSlug = (slug: string) => {
  const { models, distillable, sample } = builtInCatalog();
  return { models: models.filter((row) => row.id !== slug), distillable, sample };
};
const { models: sampleRows, distillable: sampleLabels } = builtInCatalog();
const goneSlug = sampleRows.find((row) => !row.id.includes(':') && !sampleLabels.has(row.id))?.id ?? '';

describe('freshness', () => {
  it('is read once while fresh, however many callers ask at once', async () => {
    const { catalog, clock } = open();
    const requests = await countRequests(async () => {
      const snapshots = await Promise.all(Array.from({ length: 50 }, () => catalog.snapshot()));
      expect(new Set(snapshots).size).toBe(1);
      clock.now += hour;
      expect(await catalog.snapshot()).toBe(snapshots[0]);
    });
    expect(requests).toBe(3);
    await catalog.close();
  });

  it('serves a stale snapshot at once and refreshes once behind it', async () => {
    const { catalog, clock } = open();
    const first = await catalog.snapshot();
    expect(first.get(goneSlug)).toBeDefined();
    clock.now += hour + 1;
    sandbox.setCatalog(withoutSlug(goneSlug));
    const requests = await countRequests(async () => {
      const served = await Promise.all([catalog.snapshot(), catalog.snapshot(), catalog.snapshot()]);
      expect(new Set(served)).toEqual(new Set([first]));
      await catalog.refresh();
    });
    // Three conditional ones; the distillable list was unchanged (304), but the others were not, so it is read too.
    expect(requests).toBe(4);
    expect((await catalog.snapshot()).get(goneSlug)).toBeUndefined();
    expect(await catalog.status()).toMatchObject({ freshness: 'fresh', age: 0 });
    await catalog.close();
  });

  it('serves a stale snapshot when the refresh fails, says so once, and pauses', async () => {
    const { catalog, clock, warnings } = open();
    const first = await catalog.snapshot();
    clock.now += 2 * hour;
    sandbox.setFaults([{ kind: 'status', status: 500 }]);
    expect(await catalog.snapshot()).toBe(first);
    await expect.poll(() => warnings.map((warning) => warning.code)).toEqual(['CATALOG_REFRESH_FAILED']);
    expect(await countRequests(async () => expect(await catalog.snapshot()).toBe(first))).toBe(0);
    expect((await catalog.status()).lastError).toMatchObject({ code: 'CATALOG_HTTP_STATUS' });

    clock.now += 31_000;
    sandbox.setFaults([]);
    await catalog.snapshot();
    await expect.poll(async () => (await catalog.status()).freshness).toBe('fresh');
    expect((await catalog.status()).lastError).toBeNull();
    await catalog.close();
  });

  it('can be waited for, and its failure is reported before', async () => {
    const { catalog, clock, warnings } = open();
    await catalog.snapshot();
    clock.now += 2 * hour;
    await catalog.snapshot();
    await catalog.settled();
    expect(await catalog.status()).toMatchObject({ freshness: 'fresh', refreshing: false });

    clock.now += 2 * hour;
    sandbox.setFaults([{ kind: 'status', status: 404 }]);
    await catalog.snapshot();
    await catalog.settled();
    expect(warnings.map((warning) => warning.code)).toEqual(['CATALOG_REFRESH_FAILED']);
    await catalog.close();
  });

  it('pauses for as long as Retry-After asks', async () => {
    const { catalog, clock } = open();
    sandbox.setFaults([{ kind: 'status', status: 503, headers: { 'retry-after': '600' } }]);
    await expect(catalog.snapshot()).rejects.toMatchObject({ code: 'CATALOG_UNAVAILABLE' });
    sandbox.setFaults([]);
    clock.now += 5 * minute;
    const requests = await countRequests(() =>
      expect(catalog.snapshot()).rejects.toMatchObject({ code: 'CATALOG_UNAVAILABLE' }),
    );
    expect(requests).toBe(0);
    clock.now += 5 * minute;
    expect((await catalog.snapshot()).size).toBeGreaterThan(80);
    await catalog.close();
  });

  it('does not pause for longer because the clock jumped back', async () => {
    const { catalog, clock } = open();
    sandbox.setFaults([{ kind: 'status', status: 503 }]);
    await expect(catalog.snapshot()).rejects.toMatchObject({ code: 'CATALOG_UNAVAILABLE' });
    sandbox.setFaults([]);
    clock.now -= hour;
    expect((await catalog.snapshot()).size).toBeGreaterThan(80);
    await catalog.close();
  });

  it('never serves an expired snapshot', async () => {
    const { catalog, clock } = open();
    await catalog.snapshot();
    clock.now += 24 * hour + 1;
    sandbox.setFaults([{ kind: 'reset' }]);
    await expect(catalog.snapshot()).rejects.toMatchObject({
      code: 'CATALOG_UNAVAILABLE',
      cause: { code: 'CATALOG_NETWORK' },
    });
    expect(await catalog.status()).toMatchObject({ freshness: 'expired' });
    sandbox.setFaults([]);
    await catalog.refresh();
    expect(await catalog.status()).toMatchObject({ freshness: 'fresh' });
    await catalog.close();
  });

  it('does not trust a snapshot from the far future: the clock jumped back', async () => {
    const { catalog, clock } = open();
    await catalog.snapshot();
    clock.now -= 1_000 * 24 * hour;
    expect(await catalog.status()).toMatchObject({ freshness: 'expired' });
    expect(await countRequests(() => catalog.snapshot())).toBe(3);
    await catalog.close();
  });

  it('keeps the snapshot it has when a refresh brings an unusable list', async () => {
    const { catalog } = open();
    const first = await catalog.snapshot();
    sandbox.setFaults([{ kind: 'filter-ignored' }]);
    await expect(catalog.refresh()).rejects.toMatchObject({ code: 'CATALOG_FILTER_IGNORED' });
    expect(await catalog.snapshot()).toBe(first);
    await catalog.close();
  });
});

describe('conditional requests', () => {
  it('confirm an unchanged list without its bodies', async () => {
    const { catalog, clock } = open();
    const first = await catalog.snapshot();
    clock.now += 2 * hour;
    const before = sandbox.requests.length;
    const second = await catalog.refresh();
    expect(sandbox.requests.slice(before).every((request) => 'if-none-match' in request.headers)).toBe(true);
    expect(sandbox.requests.length - before).toBe(3);
    expect(second.digest).toBe(first.digest);
    expect(second.retrievedAt.getTime()).toBe(start + 2 * hour);
    expect(second.source).toEqual(first.source);
    await catalog.close();
  });

  it('read everything again when one list changed', async () => {
    const { catalog } = open();
    await catalog.snapshot();
    const { models, distillable, sample } = builtInCatalog();
    const moved = [...distillable][0] ?? '';
    sandbox.setCatalog({
      models,
      distillable: new Set([...distillable].filter((slug) => slug !== moved)),
      sample,
    });
    const snapshot = await catalog.refresh();
    expect(snapshot.resolve(moved).verdict).toBe('not-distillable');
    await catalog.close();
  });

  it.each<[string, Fault]>([
    ['the server offers no ETag', { kind: 'no-etag' }],
    ['the lists contradicted each other', { kind: 'moving-list', slug: [...sampleLabels][0] ?? '' }],
  ])('are not made where %s', async (_, fault) => {
    sandbox.setFaults([fault]);
    const { catalog } = open();
    await catalog.snapshot();
    const before = sandbox.requests.length;
    await catalog.refresh();
    expect(sandbox.requests.slice(before).some((request) => 'if-none-match' in request.headers)).toBe(false);
    await catalog.close();
  });
});

describe('the cache', () => {
  it('saves the next catalog the network, and carries the ETags', async () => {
    const cache = new Keyv();
    const first = open({ cache });
    const { digest } = await first.catalog.snapshot();
    await first.catalog.close();
    const second = open({ cache });
    expect(
      await countRequests(async () => expect((await second.catalog.snapshot()).digest).toBe(digest)),
    ).toBe(0);
    const before = sandbox.requests.length;
    await second.catalog.refresh();
    expect(sandbox.requests.slice(before).every((request) => 'if-none-match' in request.headers)).toBe(true);
    await second.catalog.close();
  });

  it('gives what another process refreshed in the meantime, without the network', async () => {
    const cache = new Keyv();
    const one = open({ cache });
    const other = open({ cache });
    await one.catalog.snapshot();
    await other.catalog.snapshot();
    one.clock.now += 2 * hour;
    other.clock.now += 2 * hour;
    await one.catalog.refresh();
    const requests = await countRequests(async () => {
      await other.catalog.snapshot();
      await expect.poll(async () => (await other.catalog.status()).freshness).toBe('fresh');
    });
    expect(requests).toBe(0);
    await Promise.all([one.catalog.close(), other.catalog.close()]);
  });

  it('does not replace a newer snapshot by an older one', async () => {
    const cache = new Keyv();
    const { catalog, clock } = open({ cache });
    const snapshot = await catalog.snapshot();
    const models = snapshot.models().slice(1);
    const older = snapshotFromModels({
      models,
      retrievedAt: new Date(start - minute),
      source: snapshot.source,
    });
    await saveSnapshot(cache, sandbox.url, older);
    clock.now += 2 * hour;
    sandbox.setFaults([{ kind: 'status', status: 500 }]);
    await catalog.snapshot();
    await catalog.settled();
    expect(await catalog.snapshot()).toBe(snapshot);
    await catalog.close();
  });

  it('keeps lists of different servers apart', async () => {
    const cache = new Keyv();
    const one = open({ cache });
    await one.catalog.snapshot();
    const other = open({ cache, baseUrl: 'http://127.0.0.1:9/api/v1' });
    await expect(other.catalog.snapshot()).rejects.toMatchObject({ code: 'CATALOG_UNAVAILABLE' });
    await Promise.all([one.catalog.close(), other.catalog.close()]);
  });

  it('is written without a TTL, even where the Keyv has one', async () => {
    const cache = new Keyv({ ttl: 1 });
    const { catalog } = open({ cache });
    await catalog.snapshot();
    const stored: unknown[] = [...(cache.store as Map<string, unknown>).values()];
    expect(stored.map((text) => JSON.parse(String(text)))).toEqual([{ value: expect.any(String) }]);
    expect(String(stored[0])).not.toContain('expires');
    await catalog.close();
  });

  it.each([
    ['text that is not JSON', 'garbage'],
    ['an object', { models: [] }],
    ['an entry of another version', JSON.stringify({ snapshot: { schemaVersion: 99 } })],
    ['null', null],
  ])('counts %s as absent, with a warning', async (_title, value) => {
    const cache = new Keyv();
    await cache.set(`distillable:catalog:${sandbox.url}`, value);
    const { catalog, warnings } = open({ cache });
    expect((await catalog.snapshot()).size).toBeGreaterThan(80);
    expect(warnings.map((warning) => warning.code)).toEqual(['CATALOG_CACHE_FAILED']);
    await catalog.close();
  });

  it.each(['get', 'set'] as const)('may fail on %s: the list is served, with a warning', async (method) => {
    const cache = new Keyv();
    cache.on('error', () => {});
    cache.store[method] = () => Promise.reject(new Error('the store is down'));
    const { catalog, warnings } = open({ cache });
    expect((await catalog.snapshot()).size).toBeGreaterThan(80);
    expect(warnings.map((warning) => warning.message)).toEqual([
      expect.stringContaining('the store is down'),
    ]);
    await catalog.close();
  });

  it('may hang: it is not waited for', async () => {
    const cache = new Keyv();
    cache.store.get = () => new Promise(() => {});
    const { catalog, warnings } = open({ cache });
    expect((await catalog.snapshot()).size).toBeGreaterThan(80);
    expect(warnings.map((warning) => warning.code)).toEqual(['CATALOG_CACHE_FAILED']);
    await catalog.close();
  });
});

describe('closing', () => {
  it('ends a running refresh, and every call after it', async () => {
    sandbox.setFaults([{ kind: 'stall' }]);
    const { catalog } = open();
    const running = catalog.snapshot();
    const outcome = expect(running).rejects.toMatchObject({ code: 'CATALOG_CLOSED' });
    await expect.poll(() => catalog.status()).toMatchObject({ refreshing: true });
    await catalog.close();
    await outcome;
    await expect(catalog.snapshot()).rejects.toMatchObject({ code: 'CATALOG_CLOSED' });
    await expect(catalog.refresh()).rejects.toMatchObject({ code: 'CATALOG_CLOSED' });
    await catalog.close();
  });

  it("happens with the caller's signal too", async () => {
    const controller = new AbortController();
    sandbox.setFaults([{ kind: 'stall' }]);
    const { catalog } = open({ signal: controller.signal });
    const running = expect(catalog.refresh()).rejects.toMatchObject({ code: 'CATALOG_ABORTED' });
    controller.abort();
    await running;
    await expect(catalog.snapshot()).rejects.toMatchObject({ code: 'CATALOG_CLOSED' });
  });

  /** Runs a program that holds a stale snapshot of a server with these faults, and refreshes behind it. */
  async function runBehindStale(faults: readonly Fault[], end: string) {
    const faulty = await startSandbox({ faults });
    const program = `
      import { createCatalog, saveSnapshot } from ${JSON.stringify(import.meta.resolve('@distillable/catalog'))};
      import { Keyv } from ${JSON.stringify(import.meta.resolve('keyv'))};
      const [, good, faulty] = process.argv;
      const first = createCatalog({ baseUrl: good });
      const cache = new Keyv();
      await saveSnapshot(cache, faulty, await first.snapshot());
      process.on('warning', (warning) => console.log(warning.code));
      const now = () => Date.now() + 2 * 3600_000;
      const catalog = createCatalog({ baseUrl: faulty, cache, now, retry: { retries: 0 }, timeout: 600_000 });
      console.log((await catalog.snapshot()).size > 80);
      ${end}`;
    try {
      const argv = ['--input-type=module', '-e', program, sandbox.url, faulty.url];
      const { stdout } = await promisify(execFile)(process.execPath, argv, { timeout: 60_000 });
      return { output: stdout.trim().split('\n'), requests: faulty.requests.length };
    } finally {
      await faulty.close();
    }
  }

  it('lets the process exit while a refresh hangs behind a stale snapshot', async () => {
    sandbox.setFaults([]);
    const faults: readonly Fault[] = [{ kind: 'delay', milliseconds: 600_000 }];
    const { output } = await runBehindStale(faults, 'await catalog.close();');
    expect(output).toEqual(['true']);
  });

  it('is not needed: a refresh that fails behind a stale snapshot warns, crashes nothing, and the process ends', async () => {
    const { output, requests } = await runBehindStale([{ kind: 'status', status: 500 }], '');
    expect(output).toEqual(['true', 'CATALOG_REFRESH_FAILED']);
    expect(requests).toBeGreaterThan(0);
  });
});
