import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { saveSnapshot } from '@distillable/catalog';
import { createFileStore } from '@distillable/catalog/file-store';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { runNode } from '../run-node.mjs';
import { sampleBaseUrl, sampleSnapshot } from '../sample-snapshot.mjs';

const child = fileURLToPath(new URL('load-in-child.mjs', import.meta.url));

/**
 * Time and memory for a large cached catalog, against reading and parsing the same file and doing nothing with it. Each
 * load has a process of its own: memory can't be told apart otherwise.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function loadLargeSnapshot({ smoke }) {
  const count = smoke ? 10_000 : 100_000;
  const directory = await mkdtemp(join(tmpdir(), 'distillable-bench-'));
  try {
    const cache = createFileStore({ directory });
    await saveSnapshot(cache, sampleBaseUrl, sampleSnapshot(count));
    const costs = await runInterleaved(
      { baseline: () => load('parse', directory), ours: () => load('snapshot', directory) },
      smoke ? { rounds: 1, warmUp: 0 } : { rounds: 9, warmUp: 1 },
    );
    const rows = count.toLocaleString('en');
    return [
      {
        name: `load ${rows} cached rows / JSON.parse of the file`,
        unit: 'ms',
        ...medians(costs, 'ms'),
        goal: { ratio: 1.5 },
      },
      {
        name: `largest resident size for ${rows} rows`,
        unit: 'MB',
        ...medians(costs, 'MB'),
        goal: { limit: 320 },
      },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** @typedef {{ readonly ms: number, readonly MB: number }} Cost */

/**
 * @param {'parse' | 'snapshot'} what
 * @param {string} directory
 * @returns {Promise<Cost>}
 */
async function load(what, directory) {
  return JSON.parse(await runNode([child, what, directory, sampleBaseUrl]));
}

/**
 * @param {{ baseline: readonly Cost[], ours: readonly Cost[] }} costs
 * @param {'ms' | 'MB'} unit
 */
function medians({ baseline, ours }, unit) {
  return {
    baseline: median(baseline.map((cost) => cost[unit])),
    ours: median(ours.map((cost) => cost[unit])),
  };
}
