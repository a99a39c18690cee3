import { guardOpenAI } from '@distillable/core';
import { OpenAI } from 'openai';
import { chatBody } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { throughput } from '../throughput.mjs';

/** How long the server takes for a response: little for a model, so that the client has to hurry. */
const milliseconds = 20;
/**
 * How many chats are on their way at once. With 1, the row shows how much longer a caller waits. With 50, `openai` alone
 * keeps one processor busy most of the time: the row then compares what a call costs, guard and SDK together, and has no
 * goal.
 */
const loads = [
  { connections: 1, goal: { atLeast: 0.98 } },
  { connections: 10, goal: { atLeast: 0.98 } },
  { connections: 50, goal: null },
];
const apiKey = 'sk-or-benchmark';

/**
 * Chats of 2 KB each way, many at once, by the `openai` package: with the guard against without.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function sendAtOnce({ smoke }) {
  const { origin, close } = await startAnswers(model);
  try {
    const baseUrl = `${origin}/after-${milliseconds}`;
    const { guard, verified } = sampleGuard(baseUrl);
    const body = chatBody(model);
    const bare = new OpenAI({ apiKey, baseURL: baseUrl });
    const guarded = new OpenAI(guardOpenAI(guard, { apiKey }));
    const senders = {
      baseline: () => bare.chat.completions.create(body),
      ours: () => guarded.chat.completions.create(body),
    };
    const rounds = smoke ? { rounds: 2, warmUp: 1 } : { rounds: 30, warmUp: 10 };
    const comparisons = [];
    for (const { connections, goal } of loads) {
      const chats = connections === 1 ? '1 chat' : `${connections} chats`;
      const before = verified();
      const options = { connections, requests: 20 * connections };
      const { baseline, ours } = await runInterleaved(
        { baseline: throughput(senders.baseline, options), ours: throughput(senders.ours, options) },
        rounds,
      );
      const wanted = options.requests * (rounds.rounds + rounds.warmUp);
      const count = verified() - before;
      if (count !== wanted) throw new Error(`${count} of ${wanted} responses were verified`);
      comparisons.push({
        name: `${chats} at once, ${milliseconds} ms each: openai with guard.fetch / without`,
        unit: /** @type {const} */ ('requests/s'),
        baseline: median(baseline),
        ours: median(ours),
        goal,
      });
    }
    return comparisons;
  } finally {
    await close();
  }
}
