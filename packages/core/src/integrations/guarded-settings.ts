import { readBaseUrl } from '@distillable/catalog/light';
import type { Guard } from '../guard/create-guard.js';
import type { Fetch, SendOptions } from '../send/send-options.js';
import type { IntegrationOptions } from './integration-options.js';

/** What every SDK is told, under whatever names. */
export interface GuardedSettings<Key> {
  /** Root of the API, without `/` at the end. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly apiKey: Key | undefined;
}

/**
 * Reads where an SDK sends, and makes the `fetch` that it sends with.
 *
 * @throws TypeError where the base URL is none
 */
export function guardedSettings<Key>(
  guard: Guard,
  { apiKey, ...own }: IntegrationOptions<Key>,
  onViolation: NonNullable<SendOptions['onViolation']>,
): GuardedSettings<Key> {
  const { href } = readBaseUrl(own.baseUrl ?? guard.sendOptions.baseUrl);
  return { baseUrl: href.replace(/\/$/, ''), fetch: guard.createFetch({ ...own, onViolation }), apiKey };
}
