import { AnswerError } from '../answer/answer-error.js';
import type { ServedState } from '../endpoints/endpoint.js';
import type { TokenUsage } from '../generation/generation.js';
import { serveText } from '../generation/serve-text.js';
import type { JsonObject } from '../json-object.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { BatchBody, BatchRequest } from './batch-body.js';

interface Line {
  readonly result: JsonObject;
  readonly usage: TokenUsage | null;
}

/** A batch as it is told when it is submitted: nothing is done yet. */
export function submittedBatch(
  id: string,
  { endpoint, model, requests }: BatchBody,
  now: number,
): JsonObject {
  return {
    id,
    object: 'batch',
    endpoint,
    model,
    status: 'validating',
    completion_window: '24h',
    created_at: Math.floor(now / 1000),
    finalized_at: null,
    request_counts: { total: requests.length, completed: 0, failed: 0 },
    usage: null,
    results: null,
    error: null,
  };
}

/** The same batch when all of its requests are done. */
export function completedBatch(
  submitted: JsonObject,
  batch: BatchBody,
  request: SandboxRequest,
  state: ServedState,
): JsonObject {
  const lines = batch.requests.map((item) => runRequest(item, batch, request, state));
  const usages = lines.flatMap(({ usage }) => usage ?? []);
  const prompt = usages.reduce((sum, usage) => sum + usage.prompt, 0);
  const completion = usages.reduce((sum, usage) => sum + usage.completion, 0);
  return {
    ...submitted,
    status: 'completed',
    finalized_at: Math.floor(state.now() / 1000),
    request_counts: {
      total: lines.length,
      completed: usages.length,
      failed: lines.length - usages.length,
    },
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    results: lines.map(({ result }) => result),
  };
}

function runRequest(
  { custom_id, body }: BatchRequest,
  { model, format }: BatchBody,
  request: SandboxRequest,
  state: ServedState,
): Line {
  const line = { id: `batch_req_${state.randomId()}`, custom_id };
  try {
    const served = serveText({ ...body, model, stream: false }, format, request, state);
    const response = {
      status_code: 200,
      request_id: served.generation.id,
      body: format.toJson(served.generation, served.body),
    };
    return { result: { ...line, response, error: null }, usage: served.generation.usage };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    const { message, status } = error;
    return {
      result: { ...line, response: null, error: { message, type: String(status), param: null } },
      usage: null,
    };
  }
}
