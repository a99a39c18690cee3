import { z } from 'zod';
import { type TextFormat, textFormats } from '../shapes/text-formats.js';
import { ApiError } from '../wire/api-error.js';
import type { JsonObject } from '../wire/json.js';
import { parseBody } from '../wire/request.js';

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
export interface BatchBody {
  readonly endpoint: string;
  readonly model: string;
  readonly requests: readonly BatchRequest[];
  readonly format: TextFormat;
}

/** One of the requests in a batch. */
export interface BatchRequest {
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
export function readBatchBody(body: JsonObject): BatchBody {
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
