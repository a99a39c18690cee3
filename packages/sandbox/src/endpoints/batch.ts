import { AnswerError } from '../answer/answer-error.js';
import { jsonAnswer, type PlannedAnswer } from '../answer/planned-answer.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint, ServedState } from './endpoint.js';

/**
 * `GET /api/beta/batches/{id}`: a batch with its results.
 *
 * @see https://openrouter.ai/docs/batch-quickstart (read 2026-11-24)
 */
export const batchEndpoint: Endpoint = {
  path: '/batches/{id}',
  beta: true,
  method: 'GET',
  answer: answerBatch,
};

function answerBatch({ parameters }: SandboxRequest, { batches }: ServedState): PlannedAnswer {
  const id = parameters['id'] ?? '';
  const batch = batches.find(id);
  if (batch === undefined) throw new AnswerError(404, `Batch ${id} not found`);
  return jsonAnswer(200, batch);
}
