import { chatFormat } from '../chat/chat-format.js';
import type { Endpoint } from './endpoint.js';
import { textEndpoint } from './text-endpoint.js';

/**
 * `POST /chat/completions`.
 *
 * @see https://openrouter.ai/docs/api-reference/chat-completion (OpenAPI description read 2026-08-22)
 */
export const chatCompletionsEndpoint: Endpoint = textEndpoint('/chat/completions', chatFormat);
