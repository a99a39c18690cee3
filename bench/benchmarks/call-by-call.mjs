import { chatBody } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { elapsed } from '../elapsed.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';

/** One call is too short for the clock: each round makes this many, one after the other. */
const calls = 100;

/**
 * What `guard.fetch` adds to a call of `fetch`: a chat of 2 KB each way over the loopback.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function callByCall({ smoke }) {
  const { origin, close } = await startAnswers(model);
  try {
    const { guard, verified } = sampleGuard(`${origin}/whole`);
    /** @param {typeof fetch} send */
    const callWith = (send) => elapsed(() => callOften(send, `${origin}/whole/chat/completions`));
    const rounds = smoke ? { rounds: 2, warmUp: 1 } : { rounds: 60, warmUp: 20 };
    const { baseline, ours } = await runInterleaved(
      { baseline: callWith(fetch), ours: callWith(guard.fetch) },
      rounds,
    );
    const wanted = calls * (rounds.rounds + rounds.warmUp);
    if (verified() !== wanted) throw new Error(`${verified()} of ${wanted} responses were verified`);
    const added = ours.map((time, round) => time - (baseline[round] ?? 0));
    const perCall = (/** @type {number[]} */ times) => (median(times) / calls) * 1_000;
    return [
      {
        name: 'what guard.fetch adds to a call / the call by fetch',
        unit: 'µs',
        baseline: perCall(baseline),
        ours: perCall(added),
        goal: { limit: 200 },
      },
    ];
  } finally {
    await close();
  }
}

/**
 * @param {typeof fetch} send
 * @param {string} url
 */
async function callOften(send, url) {
  const body = JSON.stringify(chatBody(model));
  const headers = { authorization: 'Bearer sk-or-benchmark', 'content-type': 'application/json' };
  for (let call = 0; call < calls; call += 1) {
    await (await send(url, { method: 'POST', headers, body })).json();
  }
}
