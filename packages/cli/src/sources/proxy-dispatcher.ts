import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import type { Io } from '../io.js';

/** A dispatcher that goes through `HTTP_PROXY` and `HTTPS_PROXY`, but for the hosts in `NO_PROXY`. */
export function createProxyDispatcher(env: Io['env']): Dispatcher {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const httpProxy = read('HTTP_PROXY');
  const httpsProxy = read('HTTPS_PROXY');
  const noProxy = read('NO_PROXY');
  return new EnvHttpProxyAgent({
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    ...(noProxy === undefined ? {} : { noProxy }),
  });
}

/** A `fetch` for GET requests that goes the same way. That of Node takes no dispatcher of another undici than its own. */
export function createProxyFetch(env: Io['env']): typeof globalThis.fetch {
  const dispatcher = createProxyDispatcher(env);
  return async (input, { headers, signal } = {}) => {
    const { statusCode, body } = await request(String(input), {
      dispatcher,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal === undefined || signal === null ? {} : { signal }),
    });
    return new Response(await body.text(), { status: statusCode });
  };
}

/** Asked first, since undici takes longer to load than the whole rest of a command. */
export function hasProxy(env: Io['env']): boolean {
  return ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].some((name) => (env[name] ?? '') !== '');
}
