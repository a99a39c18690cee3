import { describe, expect, it } from 'vitest';
import { ApiError } from '../wire/errors.js';
import { dataOf } from '../wire/planned-response.js';
import { errorEvent, errorResponse } from './errors.js';

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
])('at /messages calls %i %s', (status, type, errorType) => {
  expect(errorResponse(new ApiError(status, 'No.'), '/api/v1/messages')).toMatchObject({
    status,
    body: {
      kind: 'json',
      value: { type: 'error', error: { type, error_type: errorType, message: 'No.' }, request_id: null },
    },
  });
});

it.each([
  ['/api/v1/messages', { type: 'overloaded_error' }],
  ['/api/v1/chat/completions', { code: 503 }],
])('at %s reports availability in the error and metadata beside it', (path, words) => {
  const availability = { code: 'model_unavailable', retryable: true };
  const metadata = { requested: 'qwen/one' };
  const error = new ApiError(503, 'Down.', { availability, metadata });
  expect(errorResponse(error, path).body).toMatchObject({
    value: { error: { ...words, message: 'Down.', availability }, openrouter_metadata: metadata },
  });
});

it('reports an unexpected error with 500 and its message', () => {
  expect(errorResponse(new TypeError('It broke.'), '/api/v1/models')).toMatchObject({
    status: 500,
    body: { value: { error: { code: 500, message: 'It broke.' } } },
  });
});

describe('in a stream', () => {
  const error = { code: 429, message: 'Slow down.', sequence: 7 };

  it('is an event named error at /messages', () => {
    expect(errorEvent('/api/v1/messages', '', error)).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"rate_limit_error","error_type":"rate_limit_exceeded","message":"Slow down."}}\n\n',
    );
  });

  it('is a numbered event at /responses', () => {
    expect(dataOf(errorEvent('/api/v1/responses', '', error))).toEqual({
      type: 'error',
      code: '429',
      message: 'Slow down.',
      param: null,
      sequence_number: 7,
    });
  });
});
