import pRetry from 'p-retry';
import type { ClientContext } from './client-context.js';
import { mayRepeat, type RepeatRules, retryAfterOf } from './may-repeat.js';
import { pause } from './pause.js';
import type { RequestError } from './request-error.js';

/** How often to send again, and when. */
export interface RetrySettings
  extends RepeatRules,
    Pick<ClientContext, 'retries' | 'retryDelay' | 'maxRetryAfter' | 'random'> {
  readonly signal: AbortSignal | undefined;
}

/** Repeats an attempt where that can help. One that succeeds at once pays nothing for those that don't. */
export function withRetries<Value>(
  attempt: () => Promise<Value>,
  readSettings: () => RetrySettings,
): Promise<Value> {
  return attempt().catch((error: unknown) => {
    const settings = readSettings();
    if (settings.retries === 0 || !mayRepeat(error, settings)) throw error;
    return repeat(attempt, error, settings);
  });
}

async function repeat<Value>(
  attempt: () => Promise<Value>,
  failure: RequestError,
  settings: RetrySettings,
): Promise<Value> {
  const { retries, signal } = settings;
  try {
    return await pRetry((count) => (count === 1 ? Promise.reject(failure) : attempt()), {
      retries,
      // The wait is ours, as the server may have a say in it.
      minTimeout: 0,
      shouldRetry: ({ error }) => mayRepeat(error, settings),
      async onFailedAttempt({ error, retriesConsumed, retriesLeft }) {
        if (retriesLeft === 0 || !mayRepeat(error, settings)) return;
        await pause(retryAfterOf(error) ?? backOff(retriesConsumed, settings), signal);
      },
    });
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  }
}

/** Milliseconds: twice as long each time, and up to half as long again, so that callers don't come back together. */
function backOff(repeated: number, { retryDelay, random }: RetrySettings): number {
  return Math.round(retryDelay * 2 ** repeated * (1 + random() / 2));
}
