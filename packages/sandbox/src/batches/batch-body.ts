import { z } from 'zod';
import { AnswerError } from '../answer/answer-error.js';
import { chatFormat } from '../chat/chat-format.js';
import type { TextFormat } from '../generation/text-format.js';
import type { JsonObject } from '../json-object.js';
import { messagesFormat } from '../messages/messages-format.js';
import { parseBody } from '../request/parse-body.js';
import { responsesFormat } from '../responses/responses-format.js';

/** The endpoints that a batch may name; the real ones have embeddings besides. */
const formats: Readonly<Record<string, TextFormat>> = {
  '/v1/chat/completions': chatFormat,
  '/v1/responses': responsesFormat,
  '/v1/messages': messagesFormat,
};

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

const bodySchema: z.ZodType<Omit<BatchBody, 'format'>> = z.looseObject({
  endpoint: z.string(),
  model: z.string().min(1),
  requests: z
    .array(z.looseObject({ custom_id: z.string().min(1), body: z.record(z.string(), z.unknown()) }))
    .min(1),
});

/**
 * Reads the body of a batch.
 *
 * @see https://openrouter.ai/docs/batch-quickstart (read 2026-11-24)
 * @throws AnswerError 400 for another shape, for fields in an order that cannot be read as a stream, and for requests
 * that name another model than the batch
 */
export function readBatchBody(body: JsonObject): BatchBody {
  const { endpoint, model, requests } = parseBody(bodySchema, body);
  const names = Object.keys(body);
  if (names.indexOf('requests') < Math.max(names.indexOf('endpoint'), names.indexOf('model'))) {
    throw new AnswerError(400, '`endpoint` and `model` must come before `requests`.');
  }
  const format = formats[endpoint];
  if (format === undefined) {
    throw new AnswerError(400, `\`endpoint\` must be one of ${Object.keys(formats).join(', ')}.`);
  }
  const ids = new Set(requests.map(({ custom_id: id }) => id));
  if (ids.size < requests.length) throw new AnswerError(400, 'Every `custom_id` must be unique.');
  for (const { custom_id: id, body: own } of requests) {
    if ((own['model'] ?? model) === model) continue;
    throw new AnswerError(400, `Request ${id} names another model than its batch.`);
  }
  return { endpoint, model, requests, format };
}
