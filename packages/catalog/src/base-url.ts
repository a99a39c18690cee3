/** OpenRouter's own API. */
const openRouter = 'https://openrouter.ai/api/v1';

/**
 * Reads the base URL of an OpenRouter API; a slash at its end is removed.
 *
 * @param given @default the environment's `OPENROUTER_BASE_URL`, else 'https://openrouter.ai/api/v1'
 * @throws TypeError if it is not an http(s) URL, or has credentials, a query or a fragment. The message does not repeat
 * it: it may contain a password.
 */
export function readBaseUrl(given?: string): URL {
  const text = given ?? readEnvironment('OPENROUTER_BASE_URL') ?? openRouter;
  const name = given === undefined ? 'OPENROUTER_BASE_URL' : 'baseUrl';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new TypeError(`${name} must be an http or https URL, such as ${openRouter}.`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(`${name} must not have a user name, a password, a query or a fragment.`);
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

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
