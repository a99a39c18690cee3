import { setTimeout as wait } from 'node:timers/promises';
import { CatalogError, type CatalogErrorCode } from '../errors.js';

/** How often a request is repeated, and after which waits (milliseconds). */
export interface RetryRules {
  readonly retries: number;
  readonly minDelay: number;
  readonly maxDelay: number;
}

/** If a server asks for a longer wait than this, there is no other attempt: the error says when to come back. */
const maxRetryAfterMs = 30_000;

const passingCodes: ReadonlySet<CatalogErrorCode> = new Set([
  'CATALOG_NETWORK',
  'CATALOG_TIMEOUT',
  'CATALOG_BODY_BROKEN',
]);

/**
 * Runs `attempt`, and again while it fails for a reason that may pass.
 *
 * @throws what the last attempt threw, or the reason of `signal`
 */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  rules: RetryRules,
  signal: AbortSignal,
): Promise<Result> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      const delay = delayAfter(error, failures, rules, Math.random());
      if (delay === null) throw error;
      await wait(delay, undefined, { signal });
    }
  }
}

/**
 * How many milliseconds to wait before the next attempt; null if there should be none.
 *
 * @param failures how many attempts have failed
 * @param random from 0 to 1: spreads the waits of many clients
 */
export function delayAfter(
  error: unknown,
  failures: number,
  { retries, minDelay, maxDelay }: RetryRules,
  random: number,
): number | null {
  if (failures > retries || !CatalogError.is(error)) return null;
  const ownDelay = Math.min(maxDelay, minDelay * 2 ** (failures - 1) * (1 + random));
  if (passingCodes.has(error.code)) return ownDelay;
  if (!CatalogError.is(error, 'CATALOG_HTTP_STATUS')) return null;
  const { status, retryAfter } = error.details;
  if (status !== 408 && status !== 429 && status < 500) return null;
  // The wait that the server asks for replaces our own, whether it is longer or shorter.
  if (retryAfter === undefined) return ownDelay;
  return retryAfter > maxRetryAfterMs ? null : retryAfter;
}

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: delay-seconds or an HTTP date (RFC 9110, 10.2.3).
 * Undefined if the header is absent or unreadable; 0 for a date in the past.
 *
 * @param now milliseconds since the epoch
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse also reads texts that are not HTTP dates ("-5", "3.5"): these begin with the name of a day.
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
