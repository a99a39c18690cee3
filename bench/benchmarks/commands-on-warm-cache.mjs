import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '@distillable/sandbox';
import { elapsed } from '../elapsed.mjs';
import { fullRow } from '../full-row.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { runNode } from '../run-node.mjs';
import { sampleModels } from '../sample-models.mjs';

const command = fileURLToPath(
  new URL('bin/distillable.cjs', import.meta.resolve('distillable/package.json')),
);

/**
 * Commands with 400 cached rows, against a Node that starts and does nothing.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function commandsOnWarmCache({ smoke }) {
  const directory = await mkdtemp(join(tmpdir(), 'distillable-bench-'));
  try {
    const env = { ...process.env, DISTILLABLE_CACHE_DIR: directory };
    const baseUrl = await fillCache(env);
    const slug = sampleModels(1)[0]?.slug ?? '';
    return [
      await compareWithNode('list', ['list', '--base-url', baseUrl], env, 1.6, smoke),
      await compareWithNode('check', ['check', slug, '--base-url', baseUrl], env, 1.5, smoke),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @param {number} ratio
 * @param {boolean} smoke
 * @returns {Promise<import('../comparison-table.mjs').Comparison>}
 */
async function compareWithNode(name, words, env, ratio, smoke) {
  const costs = await runInterleaved(
    { baseline: elapsed(() => runNode(['-e', '0'])), ours: elapsed(() => runNode([command, ...words], env)) },
    smoke ? { rounds: 2, warmUp: 1 } : { rounds: 40, warmUp: 5 },
  );
  return {
    name: `distillable ${name} on a warm cache / node -e 0`,
    unit: 'ms',
    baseline: median(costs.baseline),
    ours: median(costs.ours),
    goal: { ratio },
  };
}

/**
 * Lets the command itself read a list into its cache from a server that is gone afterwards: a later call that asks the
 * network fails.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} The server's base URL.
 */
async function fillCache(env) {
  const models = sampleModels(400);
  const distillable = models.filter(({ permission }) => permission === 'distillable').map(({ slug }) => slug);
  const sandbox = await startSandbox({
    catalog: { models: models.map(fullRow), distillable: new Set(distillable), sample: 'made-up rows' },
  });
  try {
    await runNode([command, 'refresh', '--base-url', sandbox.url], env);
    return sandbox.url;
  } finally {
    await sandbox.close();
  }
}
