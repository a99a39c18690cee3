import { jsonAnswer, type PlannedAnswer } from '../answer/planned-answer.js';
import { parseModelQuery } from '../models/model-query.js';
import { paginate } from '../models/paginate.js';
import { selectModels } from '../models/select-models.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint, ServedState } from './endpoint.js';

/**
 * `GET /models`: the model list with its filters, in pages when `offset` or `limit` is given.
 *
 * @see https://openrouter.ai/docs/api-reference/list-available-models (OpenAPI description read 2026-08-22)
 */
export const modelsEndpoint: Endpoint = {
  path: '/models',
  method: 'GET',
  keyless: true,
  answer: answerModels,
};

function answerModels(request: SandboxRequest, state: ServedState): PlannedAnswer {
  const query = parseModelQuery(request.query);
  const rows = selectModels(state, query);
  const { data, next } = paginate(rows, query.page, request);
  return { ...jsonAnswer(200, { data, total_count: rows.length, links: { next } }), tagged: true };
}
