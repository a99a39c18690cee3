/** `fresh`: within `ttl`. `stale`: within `maxStale`; served while a refresh runs. `expired`: never served. */
export type Freshness = 'fresh' | 'stale' | 'expired';

/** Ages of a snapshot in milliseconds. */
export interface FreshnessLimits {
  /** Up to this age it is `fresh`. */
  readonly ttl: number;
  /** Up to this age it is `stale`. */
  readonly maxStale: number;
}

/** One hour fresh, one day usable. */
export const defaultLimits: FreshnessLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

/** A snapshot from this little in the future was written by a machine with another clock: it counts as new. */
const clockSkewMs = 60_000;

/**
 * Judges a snapshot's age. One from the future (the clock jumped back) is never fresh, and it is expired if it is more
 * than `maxStale` ahead: otherwise it would be served for as long as the clock is wrong.
 *
 * @param retrievedAt milliseconds since the epoch, as is `now`
 */
export function judgeFreshness(retrievedAt: number, now: number, limits: FreshnessLimits): Freshness {
  const age = now - retrievedAt;
  if (Number.isNaN(age)) return 'expired';
  if (age >= -clockSkewMs && age <= limits.ttl) return 'fresh';
  return Math.abs(age) <= limits.maxStale ? 'stale' : 'expired';
}
