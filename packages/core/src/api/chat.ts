import { addedChoiceTexts, choiceErrorEvent, choicesFailed, choiceTexts, lacksChoices } from './choices.js';
import { openRouterError } from './error.js';
import type { ApiShapeFacts } from './shape.js';

/**
 * Chat completions, as OpenAI introduced them.
 *
 * @see https://openrouter.ai/docs/api-reference (POST /chat/completions; OpenAPI description, read 2026-08-22)
 */
export const chat: ApiShapeFacts = {
  paths: (root) => [`${root}/chat/completions`],
  promptFields: ['messages'],
  // biome-ignore format: a table
  fields: [
    'messages', 'prediction', 'functions', 'function_call',
    'model', 'models', 'preset', 'route', 'plugins', 'provider', 'transforms',
    'tools', 'tool_choice', 'parallel_tool_calls', 'stop_server_tools_when', 'web_search_options',
    'temperature', 'top_p', 'top_k', 'top_a', 'min_p', 'seed', 'n', 'stop',
    'frequency_penalty', 'presence_penalty', 'repetition_penalty', 'logit_bias', 'logprobs', 'top_logprobs',
    'max_tokens', 'max_completion_tokens', 'reasoning', 'reasoning_effort', 'verbosity',
    'modalities', 'audio', 'image_config', 'response_format',
    'stream', 'stream_options', 'usage', 'service_tier', 'store',
    'cache_control', 'prompt_cache_key', 'prompt_cache_options',
    'metadata', 'trace', 'debug', 'session_id', 'user', 'safety_identifier',
  ],
  lastEvents: ['[DONE]'],
  envelope: null,
  texts: choiceTexts,
  addedTexts: addedChoiceTexts,
  failed: choicesFailed,
  isEmpty: lacksChoices,
  errorBody: openRouterError,
  errorEvent: (error) => choiceErrorEvent(error, { delta: { content: '' } }),
};
