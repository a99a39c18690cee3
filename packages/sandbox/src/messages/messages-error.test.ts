import { expect, it } from 'vitest';
import { AnswerError } from '../answer/answer-error.js';
import { messagesErrorBody, messagesErrorEvent } from './messages-error.js';

it.each([
  [400, 'invalid_request_error', 'invalid_request'],
  [401, 'authentication_error', 'authentication'],
  [402, 'billing_error', 'payment_required'],
  [403, 'permission_error', 'permission_denied'],
  [404, 'not_found_error', 'not_found'],
  [405, 'invalid_request_error', 'invalid_request'],
  [413, 'invalid_request_error', 'payload_too_large'],
  [429, 'rate_limit_error', 'rate_limit_exceeded'],
  [500, 'api_error', 'server'],
  [503, 'overloaded_error', 'provider_unavailable'],
  [529, 'overloaded_error', 'provider_overloaded'],
  [599, 'api_error', 'server'],
])('calls %i %s', (status, type, errorType) => {
  expect(messagesErrorBody(new AnswerError(status, 'No.'))).toEqual({
    type: 'error',
    error: { type, error_type: errorType, message: 'No.' },
    request_id: null,
  });
});

it('tells availability in the error and metadata beside it', () => {
  const availability = { code: 'model_unavailable', retryable: true };
  const metadata = { requested: 'qwen/one' };
  expect(messagesErrorBody(new AnswerError(503, 'Down.', {}, { availability, metadata }))).toMatchObject({
    error: { type: 'overloaded_error', availability },
    openrouter_metadata: metadata,
  });
});

it('is an event named error in a stream', () => {
  expect(messagesErrorEvent(429, 'Slow down.')).toBe(
    'event: error\ndata: {"type":"error","error":{"type":"rate_limit_error","error_type":"rate_limit_exceeded","message":"Slow down."}}\n\n',
  );
});
