import { elapsed } from '../elapsed.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { sampleSnapshot } from '../sample-snapshot.mjs';

/** One look is too short for the clock: each round asks for every slug this often. */
const repeats = 50;

/**
 * Judging every slug of a snapshot of 400 rows, against looking each up in a Map.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function resolveSlug({ smoke }) {
  const snapshot = sampleSnapshot(400);
  const slugs = snapshot.models().map(({ slug }) => slug);
  const rows = new Map(snapshot.models().map((model) => [model.slug, model]));
  // The results are counted, so that no compiler can leave the work out.
  let found = 0;
  const costs = await runInterleaved(
    {
      baseline: elapsed(() => {
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          for (const slug of slugs) if (rows.get(slug)?.permission === 'distillable') found += 1;
        }
      }),
      ours: elapsed(() => {
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          for (const slug of slugs) if (snapshot.resolve(slug).verdict === 'distillable') found -= 1;
        }
      }),
    },
    smoke ? { rounds: 5, warmUp: 1 } : { rounds: 400, warmUp: 100 },
  );
  if (found !== 0) throw new Error(`both sides must find the same rows; the difference is ${found}`);
  return [
    {
      name: `resolve ${slugs.length * repeats} slugs / Map.get`,
      unit: 'ms',
      baseline: median(costs.baseline),
      ours: median(costs.ours),
      goal: { ratio: 3 },
    },
  ];
}
