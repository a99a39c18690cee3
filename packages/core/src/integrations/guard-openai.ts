import type { Guard } from '../guard/create-guard.js';
import type { Fetch } from '../send/send-options.js';
import { guardedSettings } from './guarded-settings.js';
import type { IntegrationOptions } from './integration-options.js';

/** A key of the `openai` package: text, or what gives it for each request. */
export type OpenAIKey = string | (() => Promise<string>);

/** What `new OpenAI(…)` takes. */
export interface GuardedOpenAI {
  baseURL: string;
  fetch: Fetch;
  /** Empty where none was given, so that the SDK does not send `OPENAI_API_KEY` to OpenRouter: it asks for a key. */
  apiKey: OpenAIKey;
}

/**
 * Puts a guard into the `openai` package. A refusal is its `PermissionDeniedError` with our message: on an error of
 * `fetch` it would try twice more.
 *
 * @example
 * const openai = new OpenAI(guardOpenAI(guard, { apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardOpenAI(guard: Guard, options: IntegrationOptions<OpenAIKey> = {}): GuardedOpenAI {
  const { baseUrl, fetch, apiKey = '' } = guardedSettings(guard, options, 'response');
  return { baseURL: baseUrl, fetch, apiKey };
}
