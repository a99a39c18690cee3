import { createClient } from '@distillable/core/client';
import { createParser } from 'eventsource-parser';
import { Agent, request } from 'undici';
import { chatBody, eventCount } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { elapsed } from '../elapsed.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';

const apiKey = 'sk-or-benchmark';
const body = { ...chatBody(model), stream: /** @type {const} */ (true) };

/**
 * Reading the parsed events of a stream through our client, against undici and eventsource-parser, which it is made of.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function readEvents({ smoke }) {
  const { origin, close } = await startAnswers(model);
  const dispatcher = new Agent();
  try {
    const baseUrl = `${origin}/coalesced`;
    const { guard } = sampleGuard(baseUrl);
    const client = createClient({ apiKey, guard, dispatcher });
    const times = await runInterleaved(
      {
        baseline: elapsed(async () => expectAll(await countBare(baseUrl, dispatcher))),
        ours: elapsed(async () => {
          let count = 0;
          for await (const { data } of client.chat(body)) if (data['model'] === model) count += 1;
          expectAll(count);
        }),
      },
      smoke ? { rounds: 2, warmUp: 1 } : { rounds: 40, warmUp: 15 },
    );
    return [
      {
        name: `parse ${eventCount.toLocaleString('en')} events: createClient / undici.request, eventsource-parser`,
        unit: 'ms',
        baseline: median(times.baseline),
        ours: median(times.ours),
        goal: null,
      },
    ];
  } finally {
    await dispatcher.close();
    await close();
  }
}

/**
 * @param {string} baseUrl
 * @param {Agent} dispatcher
 */
async function countBare(baseUrl, dispatcher) {
  let count = 0;
  const parser = createParser({
    onEvent({ data }) {
      if (data !== '[DONE]' && JSON.parse(data).model === model) count += 1;
    },
  });
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const answer = await request(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    dispatcher,
  });
  const decoder = new TextDecoder();
  for await (const bytes of answer.body) parser.feed(decoder.decode(bytes, { stream: true }));
  return count;
}

/** @param {number} count */
function expectAll(count) {
  if (count !== eventCount + 1) throw new Error(`${eventCount + 1} events must come, and ${count} did`);
}
