import { guardOpenAI } from '@distillable/core';
import { OpenAI } from 'openai';
import { chatBody } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { throughput } from '../throughput.mjs';

const connections = 50;
const apiKey = 'sk-or-benchmark';

/**
 * Chats of 2 KB each way, many at once: an SDK with the guard against itself without.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function sendAtOnce({ smoke }) {
  const { origin, close } = await startAnswers(model);
  try {
    const baseUrl = `${origin}/whole`;
    const { guard, verified } = sampleGuard(baseUrl);
    const senders = createSenders(baseUrl, guard);
    /** @type {readonly (readonly [string, Send, Send, number, number])[]} */
    const pairs = [['openai with guard.fetch / without', senders.openai, senders.guardedOpenAI, 0.97, 400]];
    const comparisons = [];
    for (const [name, baseline, ours, ratio, requests] of pairs) {
      const before = verified();
      const options = { connections, requests: smoke ? 2 * connections : requests };
      const rounds = smoke ? { rounds: 2, warmUp: 1 } : { rounds: 40, warmUp: 15 };
      const speeds = await runInterleaved(
        { baseline: throughput(baseline, options), ours: throughput(ours, options) },
        rounds,
      );
      const wanted = options.requests * (rounds.rounds + rounds.warmUp);
      const count = verified() - before;
      if (count !== wanted) throw new Error(`${name}: ${count} of ${wanted} answers were verified`);
      comparisons.push(comparison(name, speeds, ratio));
    }
    return comparisons;
  } finally {
    await close();
  }
}

/** @typedef {() => Promise<unknown>} Send */

/**
 * One function for each client, which sends the same chat and reads its answer.
 *
 * @param {string} baseUrl
 * @param {import('@distillable/core').Guard} guard
 */
function createSenders(baseUrl, guard) {
  const { messages, temperature, max_tokens } = chatBody(model);
  const body = { model, messages, temperature, max_tokens };
  const openai = new OpenAI({ apiKey, baseURL: baseUrl });
  const guardedOpenAI = new OpenAI(guardOpenAI(guard, { apiKey }));
  return {
    openai: () => openai.chat.completions.create(body),
    guardedOpenAI: () => guardedOpenAI.chat.completions.create(body),
  };
}

/**
 * @param {string} name
 * @param {{ readonly baseline: number[], readonly ours: number[] }} speeds
 * @param {number} atLeast
 * @returns {import('../comparison-table.mjs').Comparison}
 */
function comparison(name, { baseline, ours }, atLeast) {
  return {
    name: `${connections} chats at once: ${name}`,
    unit: 'requests/s',
    baseline: median(baseline),
    ours: median(ours),
    goal: { atLeast },
  };
}
