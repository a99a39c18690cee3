import { z } from 'zod';
import type { Prompt } from '../generation/prompt.js';
import type { JsonObject } from '../json-object.js';
import { parseBody } from '../request/parse-body.js';

const bodySchema: z.ZodType<{ readonly prompt: string | readonly string[] }> = z.looseObject({
  prompt: z.union([z.string(), z.array(z.string()).min(1)]),
});

/**
 * Reads a body of `POST /completions`.
 *
 * @throws AnswerError 400 when its prompt is neither a string nor a list of strings
 */
export function readCompletionsPrompt(body: JsonObject): Prompt {
  const { prompt } = parseBody(bodySchema, body);
  return {
    endpoint: 'completions',
    body,
    text: typeof prompt === 'string' ? prompt : prompt.join('\n'),
    tool: null,
  };
}
