import type { AnswerError } from '../answer/answer-error.js';
import { dataEvent } from '../generation/server-sent-event.js';
import type { JsonObject } from '../json-object.js';

/** Anthropic's word for a status, and OpenRouter's own. */
interface ErrorWords {
  readonly type: string;
  readonly error_type: string;
}

const words: Readonly<Record<number, ErrorWords>> = {
  400: { type: 'invalid_request_error', error_type: 'invalid_request' },
  401: { type: 'authentication_error', error_type: 'authentication' },
  402: { type: 'billing_error', error_type: 'payment_required' },
  403: { type: 'permission_error', error_type: 'permission_denied' },
  404: { type: 'not_found_error', error_type: 'not_found' },
  408: { type: 'timeout_error', error_type: 'timeout' },
  413: { type: 'invalid_request_error', error_type: 'payload_too_large' },
  422: { type: 'invalid_request_error', error_type: 'unprocessable' },
  429: { type: 'rate_limit_error', error_type: 'rate_limit_exceeded' },
  502: { type: 'api_error', error_type: 'provider_unavailable' },
  503: { type: 'overloaded_error', error_type: 'provider_unavailable' },
  524: { type: 'timeout_error', error_type: 'timeout' },
  529: { type: 'overloaded_error', error_type: 'provider_overloaded' },
};

const clientError: ErrorWords = { type: 'invalid_request_error', error_type: 'invalid_request' };
const serverError: ErrorWords = { type: 'api_error', error_type: 'server' };

/** An error in Anthropic's shape, as `/messages` answers it. */
export function messagesErrorBody({ status, message, availability, metadata }: AnswerError): JsonObject {
  return {
    type: 'error',
    error: { ...wordsFor(status), message, ...(availability === null ? {} : { availability }) },
    request_id: null,
    ...(metadata === null ? {} : { openrouter_metadata: metadata }),
  };
}

/** The event that tells of an error in a stream of `/messages`. */
export function messagesErrorEvent(status: number, message: string): string {
  return dataEvent({ type: 'error', error: { ...wordsFor(status), message } }, 'error');
}

function wordsFor(status: number): ErrorWords {
  return words[status] ?? (status < 500 ? clientError : serverError);
}
