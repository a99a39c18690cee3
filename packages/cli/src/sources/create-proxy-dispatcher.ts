import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
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
