import { STATUS_CODES } from 'node:http';
import { jsonAnswer, type PlannedAnswer } from './planned-answer.js';

/** Thrown by whatever cannot serve a request; the client gets it in OpenRouter's error shape. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** OpenRouter's error shape. */
export function errorAnswer(
  status: number,
  message: string = STATUS_CODES[status] ?? 'Error',
): PlannedAnswer {
  return jsonAnswer(status, { error: { code: status, message } });
}

/** The answer that tells a client of an error: its own status for an `AnswerError`, 500 for all others. */
export function toErrorAnswer(error: unknown): PlannedAnswer {
  if (!(error instanceof AnswerError)) {
    return errorAnswer(500, error instanceof Error ? error.message : undefined);
  }
  const answer = errorAnswer(error.status, error.message);
  return { ...answer, headers: { ...answer.headers, ...error.headers } };
}
