import { createGuard, evaluate } from '@distillable/core';
import { elapsed } from '../elapsed.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { sampleSnapshot } from '../sample-snapshot.mjs';

/** One judgement is too short for the clock: each round makes this many. */
const repeats = 1_000;

/**
 * Judging a chat body with two fallbacks, against the floor of what must be done (three look-ups and a copy with the
 * flag); the same with hosts and terms that narrow, and with many messages; and sending it.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function evaluateRequest({ smoke }) {
  const snapshot = sampleSnapshot(400);
  const rounds = smoke ? { rounds: 5, warmUp: 1 } : { rounds: 400, warmUp: 100 };
  const [model = '', ...models] = snapshot
    .distillable()
    .slice(0, 3)
    .map(({ slug }) => slug);
  const small = { model, models, messages: messages(1, 500), temperature: 0.7, max_tokens: 1_000 };
  const large = { ...small, messages: messages(2_000, 500) };
  const rows = new Map(snapshot.models().map((row) => [row.slug, row]));
  const policy = {};

  let passed = 0;
  const floor = () => {
    const known = [rows.get(small.model), rows.get(models[0] ?? ''), rows.get(models[1] ?? '')];
    const copy = { ...small, provider: { enforce_distillable_text: true } };
    if (known[0] !== undefined && copy.model === model) passed += 1;
  };
  const judge = (/** @type {object} */ body) => () => {
    if (evaluate(body, snapshot, policy).allowed) passed += 1;
  };
  const toFloor = await runInterleaved({ baseline: often(floor), ours: often(judge(small)) }, rounds);
  const bounded = {
    hosts: { only: ['deepinfra', 'together', 'novita'], ignore: ['deepinfra/turbo'] },
    terms: { mode: /** @type {const} */ ('narrow'), accept: ['unknown'] },
  };
  const judgeBounded = () => {
    if (evaluate(small, snapshot, bounded).allowed) passed += 1;
  };
  const toBounded = await runInterleaved(
    { baseline: often(judge(small)), ours: often(judgeBounded) },
    rounds,
  );
  const toSmall = await runInterleaved({ baseline: often(judge(small)), ours: often(judge(large)) }, rounds);
  const turns = (rounds.rounds + rounds.warmUp) * repeats * 6;
  if (passed !== turns) throw new Error(`every body must pass: ${passed} of ${turns} did`);

  const body = { ...small, messages: messages(200, 500) };
  const guard = createGuard({ catalog: { snapshot: async () => snapshot }, policy });
  const toStringify = await runInterleaved(
    {
      baseline: elapsed(async () => JSON.stringify(body)),
      ours: elapsed(async () => JSON.stringify(await guard.enforce(body))),
    },
    smoke ? { rounds: 5, warmUp: 1 } : { rounds: 2_000, warmUp: 200 },
  );
  return [
    comparison(`evaluate ${repeats} chat bodies / 3 Map.get and a copy`, toFloor, 2),
    comparison('the same with hosts and terms that narrow / without', toBounded, 1.5),
    comparison('the same with 2,000 messages / with one', toSmall, 1.2),
    comparison('enforce and stringify 100 KB / stringify', toStringify, 1.03),
  ];
}

/** @param {() => void} action */
function often(action) {
  return elapsed(() => {
    for (let repeat = 0; repeat < repeats; repeat += 1) action();
  });
}

/**
 * @param {number} count
 * @param {number} characters
 */
function messages(count, characters) {
  return Array.from({ length: count }, () => ({ role: 'user', content: 'x'.repeat(characters) }));
}

/**
 * @param {string} name
 * @param {{ readonly baseline: number[], readonly ours: number[] }} costs
 * @param {number} ratio
 * @returns {import('../comparison-table.mjs').Comparison}
 */
function comparison(name, costs, ratio) {
  return { name, unit: 'ms', baseline: median(costs.baseline), ours: median(costs.ours), goal: { ratio } };
}
