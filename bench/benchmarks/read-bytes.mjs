import { chatBody, eventCount } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { elapsed } from '../elapsed.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';

/**
 * Reading the bytes of a stream to its end through `guard.fetch`, against the built-in `fetch`.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function readBytes({ smoke }) {
  const { origin, close } = await startAnswers(model);
  try {
    const rounds = smoke ? { rounds: 2, warmUp: 1 } : { rounds: 60, warmUp: 15 };
    const separate = await runInterleaved(sides(`${origin}/separate`), rounds);
    const coalesced = await runInterleaved(sides(`${origin}/coalesced`), rounds);
    const events = `read ${eventCount.toLocaleString('en')} events`;
    return [
      comparison(`${events} in separate writes: guard.fetch / fetch`, separate, 1.1),
      comparison(`${events} in writes of 64 KB: guard.fetch / fetch`, coalesced, 3),
    ];
  } finally {
    await close();
  }
}

/** @param {string} baseUrl */
function sides(baseUrl) {
  const init = { method: 'POST', body: JSON.stringify({ ...chatBody(model), stream: true }) };
  /** @param {typeof fetch} send */
  const readWith = (send) =>
    elapsed(async () => {
      const { body } = await send(`${baseUrl}/chat/completions`, init);
      const reader = body?.getReader();
      let length = 0;
      for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
        length += read.value.length;
      }
      if (length < 100 * eventCount) throw new Error(`a stream must come whole, and had ${length} bytes`);
    });
  return { baseline: readWith(fetch), ours: readWith(sampleGuard(baseUrl).guard.fetch) };
}

/**
 * @param {string} name
 * @param {{ readonly baseline: number[], readonly ours: number[] }} times
 * @param {number} ratio
 * @returns {import('../comparison-table.mjs').Comparison}
 */
function comparison(name, { baseline, ours }, ratio) {
  return { name, unit: 'ms', baseline: median(baseline), ours: median(ours), goal: { ratio } };
}
