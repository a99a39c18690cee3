import { jsonAnswer, type PlannedAnswer } from '../answer/planned-answer.js';
import { readBatchBody } from '../batches/batch-body.js';
import { completedBatch, submittedBatch } from '../batches/run-batch.js';
import { jsonBody } from '../request/json-body.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint, ServedState } from './endpoint.js';

/**
 * `POST /api/beta/batches`: takes a batch. It is complete when it is asked for the first time.
 *
 * @see https://openrouter.ai/docs/batch-quickstart (read 2026-11-24)
 */
export const batchesEndpoint: Endpoint = {
  path: '/batches',
  beta: true,
  method: 'POST',
  answer: answerBatches,
};

function answerBatches(request: SandboxRequest, state: ServedState): PlannedAnswer {
  const batch = readBatchBody(jsonBody(request));
  const id = `batch_${state.randomId()}`;
  const submitted = submittedBatch(id, batch, state.now());
  state.batches.add(id, completedBatch(submitted, batch, request, state));
  return jsonAnswer(202, submitted);
}
