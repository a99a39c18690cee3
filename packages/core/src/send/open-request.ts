import type { ApiShape } from '../api/index.js';
import type { GuardedCall } from './guarded-call.js';
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
}

/**
 * Reads and judges a request.
 *
 * @throws PolicyViolationError where it is rejected
 */
export async function openRequest(
  { target, headers, body }: RequestToOpen,
  { open, onRejection }: OpenOptions,
): Promise<GuardedCall> {
  try {
    if (target.kind === 'rejected') throw PolicyViolationError.of(target.violation);
    return await open(await readRequestBody(body(), headers), target.shape);
  } catch (error) {
    if (error instanceof PolicyViolationError) onRejection(error);
    throw error;
  }
}
