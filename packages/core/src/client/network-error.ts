import { DistillableError } from '@distillable/catalog/light';
import { timedOut } from './call-signal.js';
import { RequestError } from './request-error.js';

/** What undici threw before an answer began, as an error of ours. What a dispatcher of the user's throws stays itself. */
export function networkError(cause: unknown, origin: string): unknown {
  // A mistake of the caller's, such as a header that can't be sent, would fail for ever.
  if (DistillableError.is(cause) || codeOf(cause) === 'UND_ERR_INVALID_ARG') return cause;
  const reason = codeOf(cause);
  const message = `No answer from ${origin} (${reason || 'no reason given'}). Check the network and the base URL.`;
  const details = { reason, ...(neverLeft(cause) ? { sent: false } : {}) };
  return new RequestError('UPSTREAM_NETWORK', message, { cause, details });
}

/** What broke an answer that had begun. */
export function bodyError(cause: unknown, timeout: number): unknown {
  if (DistillableError.is(cause)) return cause;
  const reason = codeOf(cause);
  if (reason === 'UND_ERR_BODY_TIMEOUT') return timedOut(timeout, cause);
  const message = `The answer broke off (${reason || 'no reason given'}). Try again later.`;
  return new RequestError('UPSTREAM_BODY_BROKEN', message, { cause, details: { reason } });
}

/** Whether there never was a connection: then nothing can have been taken. */
function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (codeOf(error) === 'UND_ERR_CONNECT_TIMEOUT') return true;
  if ('syscall' in error) return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
  return error instanceof AggregateError && error.errors.length > 0 && error.errors.every(neverLeft);
}

/** The code of the error or, for an AggregateError of several addresses, of the first one. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
