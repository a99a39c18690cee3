/**
 * Reads the base URL of an OpenRouter API; a slash at its end is removed.
 *
 * @param text @default 'https://openrouter.ai/api/v1'
 * @throws TypeError if it is not an http(s) URL, or has credentials, a query or a fragment. The message does not repeat
 * it: it may contain a password.
 */
export function readBaseUrl(text: string = 'https://openrouter.ai/api/v1'): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new TypeError('baseUrl must be an http or https URL, such as https://openrouter.ai/api/v1.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('baseUrl must not have a user name, a password, a query or a fragment.');
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}
