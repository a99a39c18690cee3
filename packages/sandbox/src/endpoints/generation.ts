import { AnswerError } from '../answer/answer-error.js';
import { jsonAnswer, type PlannedAnswer } from '../answer/planned-answer.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint, ServedState } from './endpoint.js';

/**
 * `GET /generation?id=`: the record of a generation.
 *
 * @see https://openrouter.ai/docs/api-reference/get-a-generation (OpenAPI description read 2026-08-22)
 */
export const generationEndpoint: Endpoint = { path: '/generation', method: 'GET', answer: answerGeneration };

function answerGeneration({ query }: SandboxRequest, { generations }: ServedState): PlannedAnswer {
  const id = query.get('id');
  if (id === null || id === '') throw new AnswerError(400, 'The query parameter `id` is required.');
  const record = generations.find(id);
  if (record === undefined) throw new AnswerError(404, `Generation ${id} not found`);
  return jsonAnswer(200, { data: record });
}
