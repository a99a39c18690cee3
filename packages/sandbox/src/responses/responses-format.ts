import type { TextFormat } from '../generation/text-format.js';
import { readResponsesPrompt } from './read-responses-prompt.js';
import { toResponse } from './to-response.js';
import { toResponseEvents } from './to-response-events.js';

/** OpenAI's Responses shape with OpenRouter's additions. */
export const responsesFormat: TextFormat = {
  readPrompt: readResponsesPrompt,
  toJson: toResponse,
  toEvents: toResponseEvents,
};
