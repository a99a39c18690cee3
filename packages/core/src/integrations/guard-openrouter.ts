import type { Guard } from '../guard/create-guard.js';
import type { Fetch } from '../send/send-options.js';
import { guardedSettings } from './guarded-settings.js';
import type { IntegrationOptions } from './integration-options.js';

/** A key of the `@openrouter/sdk` package: text, or what gives it for each request. */
export type OpenRouterKey = string | (() => Promise<string>);

/** Options of {@link guardOpenRouter}. */
export interface OpenRouterOptions<Client> extends IntegrationOptions<OpenRouterKey> {
  /** The class of this name from `@openrouter/sdk`, which is how that SDK is given a `fetch`. */
  readonly HTTPClient: new (options: {
    fetcher: Fetch;
  }) => Client;
}

/** What `new OpenRouter(…)` takes. */
export interface GuardedOpenRouter<Client> {
  httpClient: Client;
  serverURL: string;
  /** Absent where none was given: the SDK then reads `OPENROUTER_API_KEY`. */
  apiKey?: OpenRouterKey;
}

/**
 * Puts a guard into the `@openrouter/sdk` package. A refusal is its `UnexpectedClientError` with our message, caused by
 * our `PolicyViolationError`; it does not try again. Its errors for answers such as a 403 would hold the request with
 * the key, and print it where they are logged.
 *
 * @example
 * const openRouter = new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardOpenRouter<Client>(
  guard: Guard,
  { HTTPClient, ...options }: OpenRouterOptions<Client>,
): GuardedOpenRouter<Client> {
  const { baseUrl, fetch, apiKey } = guardedSettings(guard, options, 'reject');
  return {
    httpClient: new HTTPClient({ fetcher: fetch }),
    serverURL: baseUrl,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}
