import { PolicyViolationError } from '../errors/policy-violation-error.js';
import type { Endpoint } from '../references/split-batch.js';
import type { GuardedCall } from '../send/guarded-call.js';
import { unlessAborted } from '../send/unless-aborted.js';
import type { ClientContext } from './client-context.js';
import type { CallOptions } from './client-options.js';
import type { RetrySettings } from './with-retries.js';

/** One call of a client's method. */
export interface ClientCall {
  readonly context: ClientContext;
  readonly endpoint: Endpoint;
  readonly body: object;
  readonly options: CallOptions;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Judges what is to be sent.
 *
 * @throws PolicyViolationError; the signal's reason
 */
export async function openClientCall(call: ClientCall): Promise<GuardedCall> {
  const { context, body, endpoint, options } = call;
  const { guard } = context;
  try {
    options.signal?.throwIfAborted();
    const opening = guard.open(body, endpoint);
    return await (options.signal === undefined ? opening : unlessAborted(opening, options.signal));
  } catch (error) {
    if (error instanceof PolicyViolationError) guard.sendOptions.onRefusal?.(error);
    throw error;
  }
}

/** When to send a call again. */
export function retrySettings({ context, endpoint, options }: ClientCall): RetrySettings {
  const { retries, retryDelay, maxRetryAfter, random } = context;
  const { signal } = options;
  return { retries, retryDelay, maxRetryAfter, random, signal, isBatch: endpoint === 'batch' };
}
