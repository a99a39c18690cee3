import type { z } from 'zod';
import { AnswerError } from '../answer/answer-error.js';
import type { JsonObject } from '../json-object.js';

/**
 * What an endpoint reads of a body.
 *
 * @throws AnswerError 400 naming the first field that does not have its shape
 */
export function parseBody<Output>(schema: z.ZodType<Output>, body: JsonObject): Output {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new AnswerError(
    400,
    `Invalid request: ${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'invalid'}`,
  );
}
