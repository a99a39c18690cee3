import { isObject } from '../references/reference.js';
import { RequestError } from './request-error.js';

/** When to send again. */
export interface RepeatRules {
  /** Whether the request would be done twice if it was taken after all. */
  readonly isBatch: boolean;
  /** The longest wait that a server may ask for, in milliseconds. */
  readonly maxRetryAfter: number;
}

/**
 * Whether it can help, and does no harm, to send a request again after an error. What OpenRouter says of it counts more
 * than its status.
 */
export function mayRepeat(error: unknown, { isBatch, maxRetryAfter }: RepeatRules): error is RequestError {
  if (!(error instanceof RequestError) || (retryAfterOf(error) ?? 0) > maxRetryAfter) return false;
  const { sent } = error.details;
  if (error.code === 'UPSTREAM_NETWORK') return !isBatch || sent === false;
  if (error.code !== 'UPSTREAM_STATUS') return false;
  const status = statusOf(error);
  const retryable = retryableOf(error);
  if (retryable === false) return false;
  if (isBatch) return status === 429;
  return retryable === true || status === 408 || status === 429 || status >= 500;
}

/** Milliseconds that the server asked to wait. */
export function retryAfterOf({ details: { retryAfter } }: RequestError): number | undefined {
  return typeof retryAfter === 'number' ? retryAfter : undefined;
}

/** Where an answer with status 200 is an error, the error's own code is what counts. */
function statusOf({ details: { status, errorCode } }: RequestError): number {
  const isError = typeof status === 'number' && status >= 300;
  return Number(isError ? status : errorCode);
}

/** What OpenRouter says itself; undefined where it says nothing. */
function retryableOf({ details: { availability } }: RequestError): unknown {
  return isObject(availability) ? availability['retryable'] : undefined;
}
