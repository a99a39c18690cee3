import { fileURLToPath } from 'node:url';
import { model } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { runNode } from '../run-node.mjs';

const child = fileURLToPath(new URL('read-in-child.mjs', import.meta.url));

/**
 * Memory of a process that reads a long stream through `guard.fetch`, against one that reads it bare.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function memoryOfStream({ smoke }) {
  const megabytes = smoke ? 20 : 1_000;
  const { origin, close } = await startAnswers(model);
  try {
    /** @param {'fetch' | 'guard'} what */
    const read = (what) => () => readInChild(what, `${origin}/long-${megabytes}`, megabytes);
    const costs = await runInterleaved(
      { baseline: read('fetch'), ours: read('guard') },
      { rounds: smoke ? 1 : 5, warmUp: 0 },
    );
    const stream = `${megabytes.toLocaleString('en')} MB of events`;
    const growth = `growth of that after the first ${megabytes / 10} MB`;
    return [
      comparison(`largest resident size over ${stream}: guard.fetch / fetch`, costs, 'peak', null),
      comparison(growth, costs, 'growth', { limit: 20 }),
    ];
  } finally {
    await close();
  }
}

/** @typedef {{ readonly peak: number, readonly growth: number }} Cost */

/**
 * @param {'fetch' | 'guard'} what
 * @param {string} baseUrl
 * @param {number} megabytes
 * @returns {Promise<Cost>}
 */
async function readInChild(what, baseUrl, megabytes) {
  return JSON.parse(await runNode([child, what, baseUrl, String(megabytes)]));
}

/**
 * @param {string} name
 * @param {{ readonly baseline: readonly Cost[], readonly ours: readonly Cost[] }} costs
 * @param {keyof Cost} which
 * @param {import('../comparison-table.mjs').Comparison['goal']} goal
 * @returns {import('../comparison-table.mjs').Comparison}
 */
function comparison(name, { baseline, ours }, which, goal) {
  const of = (/** @type {readonly Cost[]} */ all) => median(all.map((cost) => cost[which]));
  return { name, unit: 'MB', baseline: of(baseline), ours: of(ours), goal };
}
