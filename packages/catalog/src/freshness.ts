/** `fresh`: within `ttl`. `stale`: within `maxStale`; served while a refresh runs. `expired`: never served. */
export type Freshness = 'fresh' | 'stale' | 'expired';

/** A snapshot this little ahead of our clock was written by a machine whose clock differs: it counts as new. */
const clockSkewMs = 60_000;

/**
 * Judges a snapshot's age. One from the future (the clock jumped back) is never fresh, and expired when it lies further
 * ahead than `maxStale`: otherwise it would be served for as long as the clock is wrong.
 */
export function judgeFreshness(
  retrievedAt: number,
  now: number,
  limits: { readonly ttl: number; readonly maxStale: number },
): Freshness {
  const age = now - retrievedAt;
  if (Number.isNaN(age)) return 'expired';
  if (age >= -clockSkewMs && age <= limits.ttl) return 'fresh';
  return Math.abs(age) <= limits.maxStale ? 'stale' : 'expired';
}
