import { isObject, type JsonObject } from '@distillable/catalog';
import {
  type ApiError,
  type ApiShapeFacts,
  asText,
  contentText,
  hasError,
  openRouterError,
  serverSentEvent,
} from './shape.js';

/** The part that chat and legacy completions share: a list of choices. */
export const choiceFacts: Omit<ApiShapeFacts, 'paths' | 'promptFields' | 'fields' | 'errorEvent'> = {
  lastEvents: ['[DONE]'],
  envelope: null,
  texts: ({ choices }) =>
    Array.isArray(choices) ? choices.map((choice) => choiceText(choice, 'message')) : [],
  addedTexts: ({ choices }) =>
    Array.isArray(choices)
      ? choices.map((choice) => ({ index: indexOf(choice), text: choiceText(choice, 'delta') }))
      : [],
  failed: ({ choices }) =>
    choicesIn(choices).some((choice) => choice['finish_reason'] === 'error' || hasError(choice)),
  isEmpty: ({ choices }) => choices !== undefined && !choicesIn(choices).some(isAnswer),
  errorBody: openRouterError,
};

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
  ...choiceFacts,
  errorEvent: (error) => choiceErrorEvent(error, { delta: { content: '' } }),
};

/** An error as the last chunk of a stream of choices, beside an empty piece of text. */
export function choiceErrorEvent(error: ApiError, emptyText: JsonObject): string {
  const choices = [{ index: 0, ...emptyText, finish_reason: 'error' }];
  return serverSentEvent({ ...openRouterError(error), choices });
}

function choicesIn(choices: unknown): readonly JsonObject[] {
  return Array.isArray(choices) ? choices.filter(isObject) : [];
}

/** An empty message or text is one too. */
function isAnswer({ message, text }: JsonObject): boolean {
  return isObject(message) || typeof text === 'string';
}

function indexOf(choice: unknown): number {
  const index = isObject(choice) ? (choice['index'] ?? 0) : undefined;
  return typeof index === 'number' ? index : -1;
}

/** Chat keeps text in a message; legacy completions keep it in the choice itself. */
function choiceText(choice: unknown, key: 'message' | 'delta'): string {
  if (!isObject(choice)) return '';
  const message = choice[key];
  return isObject(message) ? contentText(message['content']) : asText(choice['text']);
}
