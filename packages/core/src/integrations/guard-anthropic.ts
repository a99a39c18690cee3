import type { Guard } from '../guard/create-guard.js';
import type { Fetch } from '../send/send-options.js';
import { guardedSettings } from './guarded-settings.js';
import type { IntegrationOptions } from './integration-options.js';

/** What `new Anthropic(…)` takes. */
export interface GuardedAnthropic {
  /** Without `/v1`, which the SDK adds by itself. */
  baseURL: string;
  fetch: Fetch;
  /** Null, so that the SDK does not send `ANTHROPIC_API_KEY` to OpenRouter. */
  apiKey: null;
  /** The key, as OpenRouter takes it: `Authorization: Bearer …`. Empty where none was given. */
  authToken: string;
}

/**
 * Puts a guard into the `@anthropic-ai/sdk` package. A refusal is its `PermissionDeniedError` with our message: on an
 * error of `fetch` it would try twice more.
 *
 * @example
 * const anthropic = new Anthropic(guardAnthropic(guard, { apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardAnthropic(guard: Guard, options: IntegrationOptions = {}): GuardedAnthropic {
  const { baseUrl, fetch, apiKey = '' } = guardedSettings(guard, options, 'response');
  return { baseURL: baseUrl.replace(/\/v1$/i, ''), fetch, apiKey: null, authToken: apiKey };
}
