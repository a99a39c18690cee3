import { choiceErrorEvent, choiceFacts } from './chat.js';
import type { ApiShapeFacts } from './shape.js';

/**
 * Legacy completions of a plain text.
 *
 * @see https://openrouter.ai/docs/api-reference (completions; read 2026-08-22)
 */
export const completions: ApiShapeFacts = {
  paths: (root) => [`${root}/completions`],
  promptFields: ['prompt'],
  // biome-ignore format: a table
  fields: [
    'prompt', 'suffix', 'echo', 'best_of',
    'model', 'models', 'preset', 'route', 'plugins', 'provider', 'transforms',
    'temperature', 'top_p', 'top_k', 'top_a', 'min_p', 'seed', 'n', 'stop',
    'frequency_penalty', 'presence_penalty', 'repetition_penalty', 'logit_bias', 'logprobs', 'top_logprobs',
    'max_tokens', 'reasoning', 'reasoning_effort', 'response_format',
    'stream', 'stream_options', 'usage',
    'metadata', 'trace', 'session_id', 'user',
  ],
  ...choiceFacts,
  errorEvent: (error) => choiceErrorEvent(error, { text: '' }),
};
