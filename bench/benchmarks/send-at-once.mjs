import { guardOpenAI } from '@distillable/core';
import { OpenAI } from 'openai';
import { chatBody } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { throughput } from '../throughput.mjs';

const connections = 50;
/** How long the server takes for a response: little for a model, so that the client has to hurry. */
const milliseconds = 20;
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
    const options = { connections, requests: smoke ? 2 * connections : 1_000 };
    const rounds = smoke ? { rounds: 2, warmUp: 1 } : { rounds: 12, warmUp: 5 };
    const { baseline, ours } = await runInterleaved(
      {
        baseline: throughput(() => bare.chat.completions.create(body), options),
        ours: throughput(() => guarded.chat.completions.create(body), options),
      },
      rounds,
    );
    const wanted = options.requests * (rounds.rounds + rounds.warmUp);
    if (verified() !== wanted) throw new Error(`${verified()} of ${wanted} responses were verified`);
    return [
      {
        name: `${connections} chats at once, ${milliseconds} ms each: openai with guard.fetch / without`,
        unit: 'requests/s',
        baseline: median(baseline),
        ours: median(ours),
        goal: { atLeast: 0.98 },
      },
    ];
  } finally {
    await close();
  }
}
