import { guardOpenAI } from '@distillable/core';
import { createClient } from '@distillable/core/client';
import { undiciFetch } from '@distillable/core/undici';
import { OpenRouter } from '@openrouter/sdk';
import { OpenAI } from 'openai';
import { Agent, request } from 'undici';
import { chatBody } from '../answers/chat.mjs';
import { model, sampleGuard } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { throughput } from '../throughput.mjs';

const connections = 50;
const apiKey = 'sk-or-benchmark';

/**
 * Chats of 2 KB each way, many at once: our client against bare undici and against the SDKs without a guard, and an
 * SDK with the guard against itself.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function sendAtOnce({ smoke }) {
  const { origin, close } = await startAnswers(model);
  const dispatcher = new Agent({ connections });
  try {
    const baseUrl = `${origin}/whole`;
    const { guard, verified } = sampleGuard(baseUrl);
    const senders = createSenders(baseUrl, guard, dispatcher);
    /** @type {readonly (readonly [string, Send, Send, number, number])[]} */
    const pairs = [
      ['createClient / undici.request', senders.undici, senders.client, 0.95, 1_500],
      ['createClient / openai', senders.openai, senders.client, 4, 400],
      ['createClient / @openrouter/sdk', senders.openrouter, senders.client, 6, 400],
      ['openai with guard.fetch on undiciFetch / without', senders.openai, senders.fasterOpenAI, 0.97, 400],
      ['openai with guard.fetch / without', senders.openai, senders.guardedOpenAI, 0.97, 400],
    ];
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
    await dispatcher.close();
    await close();
  }
}

/** @typedef {() => Promise<unknown>} Send */

/**
 * One function for each client, which sends the same chat and reads its answer.
 *
 * @param {string} baseUrl
 * @param {import('@distillable/core').Guard} guard
 * @param {Agent} dispatcher
 */
function createSenders(baseUrl, guard, dispatcher) {
  const { messages, temperature, max_tokens } = chatBody(model);
  const body = { model, messages, temperature, max_tokens };
  const chatRequest = { model, messages, temperature, maxTokens: max_tokens };
  const client = createClient({ apiKey, guard, dispatcher });
  const openai = new OpenAI({ apiKey, baseURL: baseUrl });
  const guardedOpenAI = new OpenAI(guardOpenAI(guard, { apiKey }));
  const fasterOpenAI = new OpenAI(guardOpenAI(guard, { apiKey, fetch: undiciFetch(dispatcher) }));
  const openrouter = new OpenRouter({ apiKey, serverURL: baseUrl });
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    undici: async () => {
      const sent = { method: 'POST', headers, body: JSON.stringify(body), dispatcher };
      return (await request(`${baseUrl}/chat/completions`, sent)).body.json();
    },
    client: () => client.chat(body),
    openai: () => openai.chat.completions.create(body),
    fasterOpenAI: () => fasterOpenAI.chat.completions.create(body),
    guardedOpenAI: () => guardedOpenAI.chat.completions.create(body),
    openrouter: () => openrouter.chat.send({ chatRequest }),
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
