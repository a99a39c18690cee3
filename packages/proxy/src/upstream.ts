import type { Readable } from 'node:stream';
import { type Dispatcher, errors, Pool } from 'undici';
import { ProxyError } from './errors.js';
import type { KeyStriker } from './strike-key.js';

/** A request to the upstream. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string | Readable | null;
  readonly signal: AbortSignal;
}

/** Where requests are sent. */
export interface Upstream {
  /** @throws ProxyError `UPSTREAM_FAILED`, `UPSTREAM_TIMEOUT`; the signal's reason */
  send(request: UpstreamRequest): Promise<Dispatcher.ResponseData>;
  /** Ends connections that are still open, unless the dispatcher was given. */
  close(): Promise<void>;
}

/** How an upstream is reached. */
export interface UpstreamOptions {
  readonly dispatcher: Dispatcher | undefined;
  /** Until a response starts, and between two chunks of it. */
  readonly timeoutMs: number;
  /** Strikes the proxy's own key out of the headers of responses. */
  readonly strikeText: KeyStriker['strikeText'];
}

/** Opens connections as they are needed. */
export function openUpstream(
  { origin }: URL,
  { dispatcher: given, timeoutMs, strikeText }: UpstreamOptions,
): Upstream {
  const dispatcher = given ?? new Pool(origin);
  return {
    async send(request) {
      try {
        const data = await dispatcher.request({
          ...request,
          origin,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
        });
        // A body that is left unread fails when the connection ends, which no one else listens for.
        data.body.on('error', () => {});
        return { ...data, headers: strikeHeaders(data.headers, strikeText) };
      } catch (error) {
        throw request.signal.aborted ? request.signal.reason : upstreamError(error);
      }
    },
    async close() {
      if (given === undefined) await dispatcher.destroy();
    },
  };
}

function strikeHeaders(
  headers: Dispatcher.ResponseData['headers'],
  strikeText: KeyStriker['strikeText'],
): Dispatcher.ResponseData['headers'] {
  const strike = (value: string | string[] | undefined): string | string[] | undefined =>
    Array.isArray(value) ? value.map(strikeText) : value === undefined ? value : strikeText(value);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [strikeText(name), strike(value)]),
  );
}

/** What went wrong with the upstream. The network's own messages quote what they fail at, so they are not repeated. */
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
  const message = `The upstream could not be reached, or broke off${code}.`;
  return new ProxyError('UPSTREAM_FAILED', message, { cause });
}
