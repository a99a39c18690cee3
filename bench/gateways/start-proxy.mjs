import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sampleSnapshot } from '../sample-snapshot.mjs';

const command = fileURLToPath(
  new URL('bin/distillable.cjs', import.meta.resolve('distillable/package.json')),
);

const verifiedCount = /^distillable_proxy_requests_total\{[^}]*outcome="verified"[^}]*\} (\d+)$/m;

/**
 * Starts `distillable proxy` in front of this upstream, with the catalog of the sample guard.
 *
 * @param {string} baseUrl Of the upstream.
 * @returns {Promise<import('./create-sender.mjs').Gateway & { readonly verified: () => Promise<number> }>} It counts
 *   the answers that it verified.
 */
export async function startProxy(baseUrl) {
  const directory = await mkdtemp(join(tmpdir(), 'distillable-bench-'));
  const catalog = join(directory, 'catalog.json');
  await writeFile(catalog, JSON.stringify(sampleSnapshot(400)));
  const proxy = spawn(
    process.execPath,
    [command, 'proxy', '--port', '0', '--upstream', baseUrl, '--catalog', catalog, '--json', '--quiet'],
    { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { value } = await createInterface({ input: proxy.stdout })[Symbol.asyncIterator]().next();
  if (value === undefined) throw new Error('the proxy ended before it was ready');
  const origin = new URL(JSON.parse(value).url).origin;
  return {
    url: `${origin}/v1/chat/completions`,
    headers: {},
    pid: proxy.pid ?? 0,
    verified: async () => {
      const metrics = await (await fetch(`${origin}/metrics`)).text();
      return Number(verifiedCount.exec(metrics)?.[1] ?? 0);
    },
    close: async () => {
      proxy.kill();
      await once(proxy, 'exit');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
