import type { ApiShape } from '../api/index.js';
import type { StoredText } from './documented-paths.js';
import type { GuardedCall, WatchedCall } from './guarded-call.js';
import { PolicyViolationError } from './rejection.js';
import { type RequestBody, readRequestBody } from './request-body.js';
import type { RequestTarget } from './request-target.js';
import type { SendSettings } from './send-options.js';

/** What a transport was asked to send. */
export interface RequestToOpen {
  readonly target: Exclude<RequestTarget, { readonly kind: 'pass' }>;
  readonly headers: Headers;
  /** Called once the target is known to be judged. */
  readonly body: () => RequestBody;
}

/** How requests are judged. */
export interface OpenOptions extends Pick<SendSettings, 'onRejection'> {
  readonly open: (body: unknown, shape: ApiShape) => Promise<GuardedCall>;
  readonly openStored: (stored: StoredText) => Promise<WatchedCall>;
}

/** A request to send: with the body that was judged, or, where that is null, as it was given. */
export interface OpenedRequest extends Pick<WatchedCall, 'receive'> {
  readonly body: string | null;
}

/**
 * Reads and judges a request.
 *
 * @throws PolicyViolationError where it is rejected
 */
export async function openRequest(
  { target, headers, body }: RequestToOpen,
  { open, openStored, onRejection }: OpenOptions,
): Promise<OpenedRequest> {
  try {
    if (target.kind === 'rejected') throw PolicyViolationError.of(target.violation);
    if (target.kind === 'stored') return { ...(await openStored(target.stored)), body: null };
    return await open(await readRequestBody(body(), headers), target.shape);
  } catch (error) {
    if (error instanceof PolicyViolationError) onRejection(error);
    throw error;
  }
}

/** Whose format of errors the client expects; null where it is not known. */
export function errorShape(target: RequestToOpen['target']): ApiShape | null {
  return target.kind === 'stored' ? target.stored.shape : target.shape;
}

/** Waits, but no longer than until the signal is aborted. @throws the signal's reason */
export async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | null,
): Promise<Value> {
  if (signal === null) return promise;
  const { promise: aborted, stop } = abortOf(signal);
  try {
    // In a race, the loser's rejection counts as handled.
    return await Promise.race([aborted, promise]);
  } finally {
    stop();
  }
}

function abortOf(signal: AbortSignal): { readonly promise: Promise<never>; readonly stop: () => void } {
  let stop = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    stop = () => signal.removeEventListener('abort', abort);
  });
  return { promise, stop };
}
