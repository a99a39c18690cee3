import { z } from 'zod';
import { type TextFormat, textFormats } from '../shapes/text-formats.js';
import type { TokenUsage } from '../upstream/generate.js';
import { ApiError } from '../wire/errors.js';
import type { JsonObject } from '../wire/json.js';
import { jsonResponse } from '../wire/planned-response.js';
import { betaRoot, jsonBody, parseBody, type SandboxRequest } from '../wire/request.js';
import type { Endpoint, ServedState } from './endpoint.js';
import { serveText } from './text.js';

/**
 * `POST /api/beta/batches` accepts a batch, and `GET /api/beta/batches/{id}` returns it with its results. It is complete
 * the first time it is read.
 *
 * @see https://openrouter.ai/docs/batch-quickstart (read 2026-11-24)
 */
export const batchEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: `${betaRoot}/batches`,
    respond(request, state) {
      const batch = readBatchBody(jsonBody(request));
      const id = `batch_${state.randomId()}`;
      const submitted = submittedBatch(id, batch, state.now());
      state.batches.set(id, completedBatch(submitted, batch, request, state));
      return jsonResponse(202, submitted);
    },
  },
  {
    method: 'GET',
    path: `${betaRoot}/batches/{id}`,
    respond(_request, { batches }, id) {
      const batch = batches.get(id);
      if (batch === undefined) throw new ApiError(404, `Batch ${id} not found`);
      return jsonResponse(200, batch);
    },
  },
];

/** What a batch may name as its `endpoint`; OpenRouter has embeddings too. */
const formats: ReadonlyMap<string, TextFormat> = new Map(
  (['/chat/completions', '/responses', '/messages'] as const).map((path) => [
    `/v1${path}`,
    textFormats[path],
  ]),
);

const batchBody = z.looseObject({
  endpoint: z.string(),
  model: z.string().min(1),
  requests: z
    .array(z.looseObject({ custom_id: z.string().min(1), body: z.record(z.string(), z.unknown()) }))
    .min(1),
});

/** A body of `POST /batches`. */
interface BatchBody {
  readonly endpoint: string;
  readonly model: string;
  readonly requests: readonly BatchRequest[];
  readonly format: TextFormat;
}

/** One of the requests in a batch. */
interface BatchRequest {
  readonly custom_id: string;
  readonly body: JsonObject;
}

/**
 * Reads the body of a batch.
 *
 * @see https://openrouter.ai/docs/batch-quickstart (read 2026-11-24)
 * @throws ApiError 400 for another shape, for fields in an order that can't be read as a stream, and for requests
 * that name another model than the batch
 */
function readBatchBody(body: JsonObject): BatchBody {
  const { endpoint, model, requests } = parseBody(batchBody, body);
  const names = Object.keys(body);
  if (names.indexOf('requests') < Math.max(names.indexOf('endpoint'), names.indexOf('model'))) {
    throw new ApiError(400, '`endpoint` and `model` must come before `requests`.');
  }
  const format = formats.get(endpoint);
  if (format === undefined) {
    throw new ApiError(400, `\`endpoint\` must be one of ${[...formats.keys()].join(', ')}.`);
  }
  const ids = new Set(requests.map(({ custom_id: id }) => id));
  if (ids.size < requests.length) throw new ApiError(400, 'Every `custom_id` must be unique.');
  for (const { custom_id: id, body: own } of requests) {
    if ((own['model'] ?? model) === model) continue;
    throw new ApiError(400, `Request ${id} names another model than its batch.`);
  }
  return { endpoint, model, requests, format };
}

/** One line of a batch's results. */
interface Line {
  readonly result: JsonObject;
  /** Null when the request failed. */
  readonly usage: TokenUsage | null;
}

function submittedBatch(id: string, { endpoint, model, requests }: BatchBody, now: number): JsonObject {
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

function completedBatch(
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
    if (!(error instanceof ApiError)) throw error;
    const { message, status } = error;
    return {
      result: { ...line, response: null, error: { message, type: String(status), param: null } },
      usage: null,
    };
  }
}
