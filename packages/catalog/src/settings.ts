import type { CatalogOptions } from './catalog-options.js';

/** The limits of a catalog, with their defaults filled in. */
export interface Limits {
  readonly ttl: number;
  readonly maxStale: number;
  readonly timeout: number;
  readonly maxBytes: number;
}

/**
 * Fills in defaults and refuses what can't be meant.
 *
 * @throws TypeError on a number that is none, or below its minimum
 */
export function readLimits(options: CatalogOptions): Limits {
  const ttl = nonNegative('ttl', options.ttl ?? 3_600_000);
  const maxStale = nonNegative('maxStale', options.maxStale ?? Math.max(86_400_000, ttl));
  if (maxStale < ttl) throw new TypeError(`maxStale (${maxStale} ms) must be at least ttl (${ttl} ms).`);
  const timeout = positive('timeout', options.timeout ?? 10_000);
  // Node's timers wrap round above this and would fire at once.
  if (timeout > 2 ** 31 - 1) throw new TypeError(`timeout must be at most ${2 ** 31 - 1} milliseconds.`);
  return { ttl, maxStale, timeout, maxBytes: positive('maxBytes', options.maxBytes ?? 33_554_432) };
}

/**
 * Reads the base URL.
 *
 * @throws TypeError when it is not an http(s) URL, or holds credentials, a query or a fragment
 */
export function readBaseUrl(text: string = 'https://openrouter.ai/api/v1'): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new TypeError('baseUrl must be an http or https URL, such as https://openrouter.ai/api/v1.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('baseUrl must not hold a user name, a password, a query or a fragment.');
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

function nonNegative(name: string, value: number): number {
  if (Number.isNaN(value) || value < 0) throw new TypeError(`${name} must be a number of at least 0.`);
  return value;
}

function positive(name: string, value: number): number {
  if (!Number.isInteger(value) || value <= 0) throw new TypeError(`${name} must be a whole number above 0.`);
  return value;
}
