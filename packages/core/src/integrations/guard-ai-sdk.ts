import type { Guard } from '../guard/create-guard.js';
import type { Fetch } from '../send/send-options.js';
import { guardedSettings } from './guarded-settings.js';
import type { IntegrationOptions } from './integration-options.js';

/** What `createOpenRouter(…)` and `createOpenAICompatible(…)` take. */
export interface GuardedAiSdk {
  /** Only `createOpenAICompatible` reads it: what `providerOptions` are given under. */
  name: 'openrouter';
  baseURL: string;
  fetch: Fetch;
  /** Absent where none was given: `createOpenRouter` then reads `OPENROUTER_API_KEY`. */
  apiKey?: string;
}

/**
 * Puts a guard into Vercel's AI SDK: into `@openrouter/ai-sdk-provider` and `@ai-sdk/openai-compatible`. A refusal is
 * our `PolicyViolationError` itself: this SDK tries again only what it knows as a network error.
 *
 * Where a stream fails, `onError` of `streamText` is told, and `fullStream` has an `error` part; but `textStream` and
 * `text` may end as if nothing had happened. Look at one of the first two, or at `finishReason`, before you keep a text.
 *
 * @example
 * const openrouter = createOpenRouter(guardAiSdk(guard, { apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardAiSdk(guard: Guard, options: IntegrationOptions = {}): GuardedAiSdk {
  const { baseUrl, fetch, apiKey } = guardedSettings(guard, options, 'reject');
  return { name: 'openrouter', baseURL: baseUrl, fetch, ...(apiKey === undefined ? {} : { apiKey }) };
}
