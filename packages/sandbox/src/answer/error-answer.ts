import { STATUS_CODES } from 'node:http';
import { apiRoot } from '../endpoints/api-root.js';
import type { JsonObject } from '../json-object.js';
import { messagesErrorBody } from '../messages/messages-error.js';
import { AnswerError } from './answer-error.js';
import { jsonAnswer, type PlannedAnswer } from './planned-answer.js';

/**
 * The answer that tells a client of an error, in the shape of the endpoint at the path: its own status for an
 * `AnswerError`, 500 for all others.
 */
export function errorAnswer(error: unknown, path: string): PlannedAnswer {
  const known = error instanceof AnswerError ? error : new AnswerError(500, messageOf(error));
  const body = path === `${apiRoot}/messages` ? messagesErrorBody(known) : errorBody(known);
  const answer = jsonAnswer(known.status, body);
  return { ...answer, headers: { ...answer.headers, ...known.headers } };
}

/** The answer with a bare status and its name. */
export function statusAnswer(status: number, path: string): PlannedAnswer {
  return errorAnswer(new AnswerError(status, STATUS_CODES[status] ?? 'Error'), path);
}

/** OpenRouter's error shape. */
function errorBody({ status, message, availability, metadata }: AnswerError): JsonObject {
  return {
    error: { code: status, message, ...(availability === null ? {} : { availability }) },
    ...(metadata === null ? {} : { openrouter_metadata: metadata }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Internal Server Error';
}
