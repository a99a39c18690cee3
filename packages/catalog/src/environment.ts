/** The variables that OpenRouter's own SDK reads, and we with it. */
export type EnvironmentName = 'OPENROUTER_API_KEY' | 'OPENROUTER_BASE_URL';

/**
 * Reads a variable when it is needed; undefined where it is unset or blank, and where there is no environment, as in a
 * browser.
 *
 * @see `@openrouter/sdk` 1.3.19, lib/env.js
 */
export function readEnvironment(name: EnvironmentName): string | undefined {
  return globalThis.process?.env?.[name]?.trim() || undefined;
}
