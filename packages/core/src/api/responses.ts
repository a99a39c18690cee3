import { isObject } from '@distillable/catalog';
import { type ApiShapeFacts, asText, contentText, openRouterError, serverSentEvent } from './shape.js';

/**
 * Responses, as OpenAI introduced them.
 *
 * @see https://openrouter.ai/docs/api-reference (POST /responses; OpenAPI description, read 2026-08-22)
 */
export const responses: ApiShapeFacts = {
  paths: (root) => [`${root}/responses`],
  promptFields: ['input', 'prompt'],
  // biome-ignore format: a table
  fields: [
    'input', 'prompt', 'instructions', 'previous_response_id', 'truncation',
    'model', 'models', 'preset', 'route', 'plugins', 'provider',
    'tools', 'tool_choice', 'parallel_tool_calls', 'max_tool_calls', 'stop_server_tools_when',
    'temperature', 'top_p', 'top_k', 'frequency_penalty', 'presence_penalty', 'top_logprobs',
    'max_output_tokens', 'reasoning', 'text', 'include', 'modalities', 'image_config',
    'stream', 'stream_options', 'background', 'service_tier', 'store',
    'cache_control', 'prompt_cache_key', 'prompt_cache_options',
    'metadata', 'trace', 'debug', 'session_id', 'user', 'safety_identifier',
  ],
  lastEvents: ['response.completed', 'response.incomplete', 'response.failed', 'response.cancelled'],
  envelope: 'response',
  texts: ({ output }) =>
    Array.isArray(output)
      ? [output.map((item) => (isObject(item) ? contentText(item['content']) : '')).join('')]
      : [],
  addedTexts: ({ type, delta }) =>
    type === 'response.output_text.delta' ? [{ index: 0, text: asText(delta) }] : [],
  failed: ({ status }, type) => status === 'failed' || status === 'cancelled' || failedEvents.has(type),
  isEmpty: ({ output }) => output !== undefined && !Array.isArray(output),
  errorBody: openRouterError,
  errorEvent: ({ code, message }) =>
    serverSentEvent({ type: 'error', code, message, param: null, sequence_number: 0 }, 'error'),
};

const failedEvents: ReadonlySet<unknown> = new Set(['error', 'response.failed', 'response.cancelled']);
