import { AnswerError } from '../answer/answer-error.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import type { SandboxRequest } from './sandbox-request.js';

/**
 * The request's body.
 *
 * @throws AnswerError 400 when it is no JSON object, 413 or 415 when it was not to be read
 */
export function jsonBody({ body }: SandboxRequest): JsonObject {
  switch (body.kind) {
    case 'refused':
      throw body.error;
    case 'none':
      throw new AnswerError(400, 'The request has no body; send a JSON object.');
    case 'text':
      throw new AnswerError(400, 'The body is not valid JSON.');
    case 'json':
      if (!isJsonObject(body.value)) throw new AnswerError(400, 'The body is not a JSON object.');
      return body.value;
  }
}
