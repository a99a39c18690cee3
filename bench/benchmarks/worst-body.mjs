import { createGuard, rejectionResponse } from '@distillable/core';
import { elapsed } from '../elapsed.mjs';
import { hostileBodies, plainBody } from '../hostile-bodies.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { sampleSnapshot } from '../sample-snapshot.mjs';

const bytes = 65_536;

/**
 * From the JSON of a body to the JSON that is sent, or that says why it is not: the worst of the bodies that are made to
 * take long, against a plain chat body of the same size.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function worstBody({ smoke }) {
  const snapshot = sampleSnapshot(400);
  const allowed = snapshot.distillable().map(({ slug }) => slug);
  const refused = snapshot.models().flatMap(({ slug }) => (allowed.includes(slug) ? [] : [slug]));
  const plain = JSON.stringify(plainBody(bytes, allowed[0] ?? ''));
  const rounds = smoke ? { rounds: 1, warmUp: 0 } : { rounds: 15, warmUp: 5 };
  const comparisons = [];
  let longest = 0;
  for (const mode of /** @type {const} */ (['reject', 'prune'])) {
    const guard = createGuard({ catalog: { snapshot: async () => snapshot }, policy: { mode } });
    const open = async (
      /** @type {string} */ text,
      /** @type {import('@distillable/core').ApiShape} */ shape,
    ) => {
      try {
        return (await guard.open(JSON.parse(text), shape)).body;
      } catch (error) {
        const response = rejectionResponse(error, shape);
        if (response === null) throw error;
        const said = await response.text();
        longest = Math.max(longest, said.length);
        return said;
      }
    };
    const measured = [];
    for (const [name, body] of hostileBodies(bytes, { allowed, refused })) {
      const text = JSON.stringify(body);
      const shape = 'requests' in body ? 'batch' : 'chat';
      const sides = { baseline: elapsed(() => open(plain, 'chat')), ours: elapsed(() => open(text, shape)) };
      const costs = await runInterleaved(sides, rounds);
      measured.push({ name, baseline: median(costs.baseline), ours: median(costs.ours) });
    }
    measured.sort((one, other) => other.ours / other.baseline - one.ours / one.baseline);
    for (const { name, baseline, ours } of measured.slice(0, 2)) {
      comparisons.push({
        name: `64 KB, ${mode}: ${name} / plain`,
        unit: /** @type {const} */ ('ms'),
        baseline,
        ours,
        goal: { limit: 50 },
      });
    }
  }
  console.log(`longest rejection: ${longest} characters`);
  return comparisons;
}
