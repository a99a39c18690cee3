import { DistillableError, type ErrorDetails } from '@distillable/catalog/light';

/** Why a request that was allowed got no answer. Codes are API. */
export type RequestErrorCode =
  /** The server answered with an error, or with a redirect, which is not followed. `details.status` holds the status. */
  | 'UPSTREAM_STATUS'
  /** The answer, or the next part of a streamed one, did not come in time. */
  | 'UPSTREAM_TIMEOUT'
  /** No connection, or it broke before an answer began. */
  | 'UPSTREAM_NETWORK'
  /** The answer broke off, or is not what was asked for. */
  | 'UPSTREAM_BODY_BROKEN'
  /** The answer is encoded, although that was not asked for, in a way that can't be undone. */
  | 'UPSTREAM_ENCODING'
  /** A stream told of an error after it had begun. */
  | 'STREAM_ERROR';

/**
 * A request was allowed and sent, and got no answer that could be used. `details` holds what is known of:
 * - `status`: of the answer
 * - `errorCode`, `errorMessage`: as OpenRouter words it
 * - `availability`: OpenRouter's account of why no model could serve
 * - `retryAfter`: milliseconds after which the server would like to be asked again
 * - `generationId`: the id to ask OpenRouter about
 * - `timeout`: milliseconds that were waited
 * - `reason`: the code of the network's error
 * - `sent`: false where the request certainly did not leave
 */
export class RequestError extends DistillableError {
  override readonly name = 'RequestError';
  declare readonly code: RequestErrorCode;

  constructor(
    code: RequestErrorCode,
    message: string,
    options: { cause?: unknown; details?: ErrorDetails } = {},
  ) {
    super(code, message, options);
  }
}
