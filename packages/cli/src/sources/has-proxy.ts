import type { Io } from '../io.js';

/** Asked first, since undici takes longer to load than the whole rest of a command. */
export function hasProxy(env: Io['env']): boolean {
  return ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].some((name) => (env[name] ?? '') !== '');
}
