import { parseRetryAfter } from '@distillable/catalog/light';
import { isObject, type JsonObject } from '../references/reference.js';
import type { AnswerHead } from '../verify/answer-head.js';
import { RequestError } from './request-error.js';

/**
 * The error that a server's answer tells of, in OpenRouter's shape or in Anthropic's.
 *
 * @param answer the body, parsed; anything where it is no JSON
 * @see https://openrouter.ai/docs/api-reference/errors (read 2026-08-22)
 */
export function upstreamError(head: AnswerHead, answer: unknown, now: number): RequestError {
  const told = readError(answer);
  const retryAfter = waitOf(head, told.availability, now);
  const message = `OpenRouter answered ${head.status}${told.message === null ? '' : `: ${told.message}`}`;
  return new RequestError('UPSTREAM_STATUS', `${withStop(message)}${advice(head, retryAfter)}`, {
    details: {
      status: head.status,
      ...detailsOf(told, head),
      ...(retryAfter === null ? {} : { retryAfter }),
    },
  });
}

/** Whether an event in a stream tells of an error. */
export function isErrorEvent({ type, error }: JsonObject, name: string | undefined): boolean {
  const kind = type ?? name;
  return kind === 'error' || kind === 'response.failed' || isObject(error);
}

/** The error that an event in a stream tells of. */
export function eventError(event: unknown, head: AnswerHead): RequestError {
  const told = readError(holderOf(event));
  const message = `The stream ended in an error: ${told.message ?? 'nobody says which'}`;
  return new RequestError('STREAM_ERROR', withStop(message), { details: detailsOf(told, head) });
}

/** What has the error as its `error`: the event, the response in it, or nothing as the event is the error itself. */
function holderOf(event: unknown): unknown {
  if (!isObject(event)) return undefined;
  const { error, response } = event;
  return isObject(error) ? event : isObject(response) ? response : { error: event };
}

interface ToldError {
  readonly code: string | number | null;
  readonly message: string | null;
  readonly availability: JsonObject | null;
}

function readError(answer: unknown): ToldError {
  const error = isObject(answer) ? answer['error'] : undefined;
  if (!isObject(answer) || !isObject(error)) return { code: null, message: null, availability: null };
  const { message, type, availability = answer['availability'] } = error;
  const code = error['code'] ?? type;
  return {
    code: typeof code === 'string' || typeof code === 'number' ? code : null,
    message: typeof message === 'string' ? message : null,
    availability: isObject(availability) ? availability : null,
  };
}

function detailsOf({ code, message, availability }: ToldError, head: AnswerHead): JsonObject {
  const generationId = head.header('x-generation-id');
  return {
    ...(code === null ? {} : { errorCode: code }),
    ...(message === null ? {} : { errorMessage: message }),
    ...(availability === null ? {} : { availability }),
    ...(generationId === null ? {} : { generationId }),
  };
}

/** The longest wait that header or body asks for, in milliseconds; null where neither does. */
function waitOf(head: AnswerHead, availability: JsonObject | null, now: number): number | null {
  const header = parseRetryAfter(head.header('retry-after') ?? undefined, now);
  const seconds = availability?.['retry_after'];
  const told = typeof seconds === 'number' && seconds >= 0 ? seconds * 1_000 : undefined;
  const waits = [header, told].filter((wait) => wait !== undefined);
  return waits.length === 0 ? null : Math.max(...waits);
}

function advice({ status }: AnswerHead, retryAfter: number | null): string {
  if (status >= 300 && status < 400)
    return ' Redirects are not followed: set the base URL to the final address.';
  return retryAfter === null ? '' : ` Try again in ${Math.ceil(retryAfter / 1_000)} s.`;
}

function withStop(message: string): string {
  return message.replace(/\.?\s*$/, '.');
}
