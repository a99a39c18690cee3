import { Agent, request } from 'undici';
import type { Io } from '../../io.js';
import { findProxy } from '../../sources/environment-proxy.js';
import { createProxyDispatcher } from '../../sources/proxy-dispatcher.js';
import type { Post } from './webhook.js';

/** Sends through the proxy of the environment, if there is one on the way. */
export function openPost(
  env: Io['env'],
  target: URL,
): { readonly post: Post; readonly close: () => Promise<void> } {
  const proxy = findProxy(env, target);
  const dispatcher = proxy === null ? new Agent() : createProxyDispatcher(proxy);
  return {
    close: () => dispatcher.destroy(),
    async post(url, headers, body, signal) {
      // One connection for each attempt: a kept one would be stale at the next reading.
      const response = await request(url, { method: 'POST', headers, body, signal, dispatcher, reset: true });
      // What a receiver says is of no interest.
      await response.body.dump().catch(() => {});
      const retryAfter = [response.headers['retry-after']].flat()[0] ?? null;
      return { status: response.statusCode, retryAfter };
    },
  };
}
