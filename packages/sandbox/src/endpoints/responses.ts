import { responsesFormat } from '../responses/responses-format.js';
import type { Endpoint } from './endpoint.js';
import { textEndpoint } from './text-endpoint.js';

/**
 * `POST /responses`: text in OpenAI's Responses shape, whole or streamed.
 *
 * @see https://openrouter.ai/docs/api-reference/responses (OpenAPI description read 2026-08-22)
 */
export const responsesEndpoint: Endpoint = textEndpoint('/responses', responsesFormat);
