import type { Readable } from 'node:stream';
import { type Dispatcher, errors, Pool } from 'undici';
import type { Io } from '../io.js';
import { createProxyDispatcher, hasProxy } from '../sources/create-proxy-dispatcher.js';
import { isLoopback } from './admission.js';
import { ProxyError } from './proxy-error.js';

/** A request to the upstream. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: string[];
  readonly body: string | Readable | null;
  readonly signal: AbortSignal;
}

/** Where requests are sent. */
export interface Upstream {
  /** @throws ProxyError `UPSTREAM_FAILED`, `UPSTREAM_TIMEOUT`; the signal's reason */
  send(request: UpstreamRequest): Promise<Dispatcher.ResponseData>;
  /** Ends what is still open. */
  close(): Promise<void>;
}

/** @param timeout milliseconds, until an answer begins and between two chunks of it */
export function openUpstream({ origin, hostname }: URL, timeout: number, env: Io['env']): Upstream {
  const isNear = isLoopback(hostname.replace(/^\[|\]$/g, ''));
  const dispatcher = hasProxy(env) && !isNear ? createProxyDispatcher(env) : new Pool(origin);
  return {
    async send(request) {
      try {
        return await dispatcher.request({
          ...request,
          origin,
          headersTimeout: timeout,
          bodyTimeout: timeout,
        });
      } catch (error) {
        throw request.signal.aborted ? request.signal.reason : upstreamError(error);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** What went wrong with the upstream; errors of ours as they are. Messages of the network quote what they fail at. */
export function upstreamError(cause: unknown): ProxyError {
  if (cause instanceof ProxyError) return cause;
  if (
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    cause instanceof errors.ConnectTimeoutError
  ) {
    return new ProxyError('UPSTREAM_TIMEOUT', 'The upstream took too long. Try again later.', { cause });
  }
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new ProxyError('UPSTREAM_FAILED', `The upstream could not be reached, or broke off${code}.`, {
    cause,
  });
}
