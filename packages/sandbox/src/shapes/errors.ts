import { STATUS_CODES } from 'node:http';
import { ApiError } from '../wire/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { dataEvent, dataOf, jsonResponse, type PlannedResponse } from '../wire/planned-response.js';
import { apiRoot, pathBelowRoot } from '../wire/request.js';

/**
 * The response that reports an error, in the API shape of the path: with its own status for an `ApiError`, 500 for all
 * others.
 */
export function errorResponse(error: unknown, path: string): PlannedResponse {
  const known = error instanceof ApiError ? error : new ApiError(500, messageOf(error));
  const body = path === `${apiRoot}/messages` ? messagesErrorBody(known) : errorBody(known);
  const response = jsonResponse(known.status, body);
  return { ...response, headers: { ...response.headers, ...known.headers } };
}

/** The response that reports a status by its name only. */
export function statusResponse(status: number, path: string): PlannedResponse {
  return errorResponse(new ApiError(status, STATUS_CODES[status] ?? 'Error'), path);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Internal Server Error';
}

/** OpenRouter's error shape. */
function errorBody({ status, message, availability, metadata }: ApiError): JsonObject {
  return {
    error: { code: status, message, ...(availability === null ? {} : { availability }) },
    ...(metadata === null ? {} : { openrouter_metadata: metadata }),
  };
}

/** Anthropic's error shape. */
function messagesErrorBody({ status, message, availability, metadata }: ApiError): JsonObject {
  return {
    type: 'error',
    error: { ...wordsFor(status), message, ...(availability === null ? {} : { availability }) },
    request_id: null,
    ...(metadata === null ? {} : { openrouter_metadata: metadata }),
  };
}

/** An error in the middle of a stream. */
export interface StreamError {
  readonly code: number;
  readonly message: string;
  /** The number of events before it. */
  readonly sequence: number;
}

/** The event that reports an error in a stream, in the API shape of the path. `firstEvent` is the stream's first. */
export function errorEvent(path: string, firstEvent: string, error: StreamError): string {
  const { code, message, sequence } = error;
  switch (pathBelowRoot(path)) {
    case '/messages':
      return dataEvent({ type: 'error', error: { ...wordsFor(code), message } }, 'error');
    case '/responses':
      return dataEvent({
        type: 'error',
        code: String(code),
        message,
        param: null,
        sequence_number: sequence,
      });
    default:
      return chunkError(firstEvent, code, message);
  }
}

/** A last chunk with `error` beside its choices. */
function chunkError(firstEvent: string, code: number, message: string): string {
  const chunk = dataOf(firstEvent);
  const { usage: _, openrouter_metadata: __, ...envelope } = isJsonObject(chunk) ? chunk : {};
  const text =
    envelope['object'] === 'text_completion' ? { text: '' } : { delta: { role: 'assistant', content: '' } };
  const choices = [{ index: 0, ...text, finish_reason: 'error', native_finish_reason: 'error' }];
  return dataEvent({ ...envelope, choices, error: { code, message } });
}

/** Anthropic's word for a status, and OpenRouter's own. */
interface ErrorWords {
  readonly type: string;
  readonly error_type: string;
}

const words: Readonly<Record<number, ErrorWords>> = {
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

function wordsFor(status: number): ErrorWords {
  const clientError = { type: 'invalid_request_error', error_type: 'invalid_request' };
  const serverError = { type: 'api_error', error_type: 'server' };
  return words[status] ?? (status < 500 ? clientError : serverError);
}
