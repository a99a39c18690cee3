import { isObject, type JsonObject } from '@distillable/catalog';
import { type ApiError, type ApiShapeFacts, asText, contentText, serverSentEvent } from './shape.js';

/**
 * Messages, as Anthropic introduced them.
 *
 * @see https://openrouter.ai/docs/api-reference (POST /messages; OpenAPI description, read 2026-08-22)
 */
export const messages: ApiShapeFacts = {
  paths: (root) => [`${root}/messages`],
  promptFields: ['messages'],
  // biome-ignore format: a table
  fields: [
    'messages', 'system', 'context_management',
    'model', 'models', 'fallbacks', 'preset', 'route', 'plugins', 'provider',
    'tools', 'tool_choice', 'stop_server_tools_when',
    'temperature', 'top_p', 'top_k', 'stop_sequences',
    'max_tokens', 'thinking', 'output_config', 'speed',
    'stream', 'service_tier', 'cache_control',
    'metadata', 'trace', 'session_id', 'user',
  ],
  lastEvents: ['message_stop'],
  envelope: 'message',
  texts: ({ content }) =>
    typeof content === 'string' || Array.isArray(content) ? [contentText(content)] : [],
  addedTexts: ({ type, delta }) =>
    type === 'content_block_delta' && isObject(delta) && delta['type'] === 'text_delta'
      ? [{ index: 0, text: asText(delta['text']) }]
      : [],
  failed: (_, type) => type === 'error',
  isEmpty: ({ content }) => content !== undefined && typeof content !== 'string' && !Array.isArray(content),
  errorBody: anthropicError,
  errorEvent: (error) => serverSentEvent(anthropicError(error), 'error'),
};

/** @see https://platform.claude.com/docs/en/api/errors, whose SDK (1.12) reads `details.error_code` */
function anthropicError({ status, code, message, details }: ApiError): JsonObject {
  const type = errorTypes[status] ?? 'api_error';
  return { type: 'error', error: { type, message, details: { error_code: code, ...details } } };
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  413: 'request_too_large',
  415: 'invalid_request_error',
  504: 'timeout_error',
};
