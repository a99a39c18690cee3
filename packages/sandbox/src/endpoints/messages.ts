import { messagesFormat } from '../messages/messages-format.js';
import type { Endpoint } from './endpoint.js';
import { textEndpoint } from './text-endpoint.js';

/**
 * `POST /messages`: text in Anthropic's shape, whole or streamed.
 *
 * @see https://openrouter.ai/docs/api-reference/create-a-message (OpenAPI description read 2026-08-22)
 */
export const messagesEndpoint: Endpoint = textEndpoint('/messages', messagesFormat);
