import type { GuardedCall } from '../send/guarded-call.js';
import { joinBytes } from '../send/join-bytes.js';
import type { Answer } from './answer.js';
import { CallSignal } from './call-signal.js';
import { type ClientCall, openClientCall, retrySettings } from './client-call.js';
import { bodyError } from './network-error.js';
import { readAnswer } from './read-answer.js';
import { receiveWhole } from './receive-whole.js';
import { askForKey, requestOptions } from './request-options.js';
import { withRetries } from './with-retries.js';

/** Sends a request and hands out its answer when all of it is there and verified. */
export async function fetchAnswer(call: ClientCall): Promise<Answer> {
  const guarded = await openClientCall(call);
  return withRetries(
    () => attempt(call, guarded),
    () => retrySettings(call),
  );
}

async function attempt(call: ClientCall, guarded: GuardedCall): Promise<Answer> {
  const { context } = call;
  const signal = new CallSignal(call.options.signal, call.timeout);
  try {
    const key =
      typeof context.apiKey === 'string' ? context.apiKey : await askForKey(context.apiKey, call.options);
    const options = requestOptions(call, guarded.body, key, 0);
    const { head, parts, failure } = await receiveWhole(context.dispatcher(), options, signal);
    const answer = guarded.receive(head);
    if (failure === null) {
      return await readAnswer({ head, bytes: joinBytes(parts), answer, key, now: context.now() });
    }
    await answer.settle('cut');
    throw bodyError(failure.cause, call.timeout);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.close();
  }
}
