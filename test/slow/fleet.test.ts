import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readLedger } from '@distillable/ledger';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';
import { ask } from '../support/proxy/ask.js';
import { type ProxyCommand, startProxyCommand } from '../support/proxy/proxy-command.js';
import { findRedisBinary, type RedisServer, startRedisServer } from './redis-server.js';

const hourMs = 3_600_000;
const binary = findRedisBinary();
if (binary === undefined) {
  const missing =
    'Neither redis-server nor valkey-server is installed (Debian: apt-get install redis-server)';
  if (process.env['CI']) throw new Error(`${missing}, and these tests may not be skipped in CI.`);
  console.warn(`${missing}: the test of several proxies with one cache is skipped.`);
}

describe.skipIf(binary === undefined)('four proxies with one shared cache', () => {
  let redis: RedisServer;
  let sandbox: Sandbox;
  let home: Home;
  const proxies: ProxyCommand[] = [];
  /** How far their clocks are ahead of ours, in milliseconds. */
  let ahead = 0;

  const readLists = (): number => sandbox.requests.filter(({ path }) => path.endsWith('/models')).length;
  const askAll = async (): Promise<readonly number[]> => {
    const answers = await Promise.all(proxies.map(({ url }) => ask(new URL(url).origin)));
    return answers.map(({ status }) => status);
  };
  const start = async (): Promise<void> => {
    const env = {
      OPENROUTER_BASE_URL: sandbox.url,
      OPENROUTER_API_KEY: 'any',
      // The others have it from the configuration.
      ...(proxies.length % 2 === 0 ? { DISTILLABLE_CACHE: redis.url } : {}),
    };
    const args = ['--ledger', `receipts-${proxies.length}.jsonl`];
    proxies.push(await startProxyCommand(home, args, env, () => Date.now() + ahead));
  };

  beforeAll(async () => {
    redis = await startRedisServer(binary ?? '');
    sandbox = await startSandbox();
    home = await createHome();
    await writeFile(join(home.path, 'distillable.config.json'), JSON.stringify({ cache: redis.url }));
  });
  afterAll(async () => {
    await redis.stop();
    for (const proxy of proxies) await proxy.stop();
    await home.remove();
    await sandbox.close();
  });

  it('read the list once', async () => {
    await start();
    expect(await askAll()).toEqual([200]);
    const before = readLists();
    expect(before).toBeGreaterThan(0);
    for (let left = 3; left > 0; left -= 1) await start();
    expect(await askAll()).toEqual([200, 200, 200, 200]);
    expect(readLists()).toBe(before);
  });

  it('answer every request while the cache is cut off, killed and restarted', async () => {
    let isOver = false;
    const statuses: number[] = [];
    const load = proxies.map(async ({ url }) => {
      while (!isOver) statuses.push((await ask(new URL(url).origin)).status);
    });
    await wait(300);
    await redis.send('SIGSTOP');
    // Their lists are stale now, so that they look into the cache and read the list again.
    ahead += 2 * hourMs;
    await wait(3_000);
    await redis.send('SIGCONT');
    await wait(300);
    await redis.send('SIGKILL');
    ahead += 2 * hourMs;
    await wait(1_500);
    await redis.restart();
    await wait(1_500);
    isOver = true;
    await Promise.all(load);
    expect(statuses.length).toBeGreaterThan(50);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  it('share the list again through the cache that came back', async () => {
    const before = readLists();
    ahead += 2 * hourMs;
    for (const { url } of proxies) {
      await ask(new URL(url).origin);
      // It looks for a newer list in the background.
      for (let seen = -1; seen !== readLists(); await wait(1_000)) seen = readLists();
    }
    const read = readLists() - before;
    expect(read).toBeGreaterThan(0);
    // The list has three parts, and not all of the four have read it.
    expect(read).toBeLessThan(3 * proxies.length);
  });

  it('judge nothing by a list that has expired', async () => {
    await redis.send('SIGKILL');
    sandbox.setFaults([{ kind: 'status', status: 500 }]);
    ahead += 25 * hourMs;
    const texts = (): number => sandbox.requests.filter(({ method }) => method === 'POST').length;
    const before = texts();
    const answers = await Promise.all(proxies.map(({ url }) => ask(new URL(url).origin)));
    for (const { status, text } of answers)
      expect([status, text]).toEqual([403, expect.stringContaining('CATALOG_UNAVAILABLE')]);
    expect(texts()).toBe(before);
    sandbox.setFaults([]);
  });

  it('have receipts of lists that were usable at their time, and of nothing else', async () => {
    let entries = 0;
    for (const index of proxies.keys()) {
      for await (const { entry } of readLedger(join(home.path, `receipts-${index}.jsonl`))) {
        entries += 1;
        const { receipt } = entry;
        expect(receipt.outcome).toBe('verified');
        expect(['fresh', 'stale']).toContain(receipt.catalog?.freshness);
      }
    }
    expect(entries).toBeGreaterThan(50);
  });
});
