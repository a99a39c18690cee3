/** How many events a stream of the benchmarks has, and its last, which is none of them. */
export const eventCount = 10_000;

/**
 * A chat body of 2 KB.
 *
 * @param {string} model
 */
export function chatBody(model) {
  const system = { role: /** @type {const} */ ('system'), content: words(40) };
  const user = { role: /** @type {const} */ ('user'), content: words(316) };
  return {
    model,
    messages: [system, user],
    temperature: 0.7,
    max_tokens: 1_000,
  };
}

/**
 * A chat completion of 2 KB as JSON, which tells how it was routed.
 *
 * @param {string} model
 */
export function chatAnswer(model) {
  const message = { role: 'assistant', content: words(236), refusal: null };
  const choice = { index: 0, logprobs: null, finish_reason: 'stop', native_finish_reason: 'stop', message };
  return JSON.stringify({
    ...envelope(model, 'chat.completion'),
    system_fingerprint: null,
    choices: [choice],
    ...ending(model),
  });
}

/**
 * One event of a stream, which brings a word.
 *
 * @param {string} model
 * @param {number} index
 */
export function wordEvent(model, index) {
  return event(model, { content: word(index) }, null);
}

/**
 * How a stream ends.
 *
 * @param {string} model
 */
export function lastEvents(model) {
  return `${event(model, { content: '' }, 'stop', ending(model))}data: [DONE]\n\n`;
}

/**
 * @param {string} model
 * @param {object} delta
 * @param {string | null} reason
 * @param {object} [more]
 */
function event(model, delta, reason, more = {}) {
  const choice = {
    index: 0,
    delta: { role: 'assistant', ...delta },
    finish_reason: reason,
    native_finish_reason: reason,
    logprobs: null,
  };
  const chunk = { ...envelope(model, 'chat.completion.chunk'), choices: [choice], ...more };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/**
 * @param {string} model
 * @param {string} object
 */
function envelope(model, object) {
  return { id: 'gen-1790000000-benchmark', object, created: 1_790_000_000, model, provider: 'Sample' };
}

/** @param {string} model */
function ending(model) {
  return {
    usage: { prompt_tokens: 290, completion_tokens: 180, total_tokens: 470, cost: 0.0001, is_byok: false },
    openrouter_metadata: {
      requested: model,
      strategy: 'direct',
      region: 'iad',
      summary: 'available=1, selected=Sample',
      attempt: 1,
      is_byok: false,
      attempts: [{ provider: 'Sample', model, status: 200 }],
      endpoints: { total: 1, available: [{ provider: 'Sample', model, selected: true }] },
    },
  };
}

const vocabulary = ['policy', 'aware', 'routing', 'keeps', 'the', 'proof', 'of', 'what', 'it', 'may', 'use'];

/** @param {number} index */
function word(index) {
  return ` ${vocabulary[index % vocabulary.length]}`;
}

/** @param {number} count */
function words(count) {
  return Array.from({ length: count }, (_, index) => word(index)).join('');
}
