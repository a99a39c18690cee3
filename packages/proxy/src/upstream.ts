import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { type RawHeaders, rawResponseHead } from '@distillable/core';
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

/** How to reach an upstream. */
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

/** The failure of the upstream. Messages of the network may quote addresses, so they are not repeated. */
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

/** Lets a limited number of requests through at once; the others wait in order. */
export interface Gate {
  /** Resolves with a function to call when done. @throws the signal's reason when it is aborted; the place is freed */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Number of requests that wait. */
  readonly waiting: number;
  /** Number of requests that are through and not done. */
  readonly inside: number;
}

/** @param capacity at least 1; infinite for no limit */
export function createGate(capacity: number): Gate {
  const queue = new Set<() => void>();
  let inside = 0;
  const leaveOnce = (): (() => void) => {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      inside -= 1;
      const [next] = queue;
      next?.();
    };
  };
  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const enter = (): void => {
        queue.delete(enter);
        signal.removeEventListener('abort', giveUp);
        inside += 1;
        resolve();
      };
      const giveUp = (): void => {
        queue.delete(enter);
        reject(signal.reason);
      };
      queue.add(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (inside < capacity) inside += 1;
      else await wait(signal);
      return leaveOnce();
    },
    get waiting() {
      return queue.size;
    },
    get inside() {
      return inside;
    },
  };
}

/** Body and headers of a response. */
export interface ReadableResponse {
  readonly statusCode: number;
  readonly headers: RawHeaders;
  readonly body: Readable;
}

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', () => zlib.createInflate()],
  ['br', () => zlib.createBrotliDecompress()],
]);

/**
 * Unzips a response of an upstream that zips, although `identity` was asked for: a key could not be struck out of it.
 *
 * @throws ProxyError `UPSTREAM_FAILED` where it is encoded in another way
 */
export function decodeResponse({ statusCode, headers, body }: ReadableResponse): ReadableResponse {
  const { isEncoded, header } = rawResponseHead(statusCode, headers);
  const isEmpty = statusCode === 204 || statusCode === 304;
  if (isEncoded !== true || isEmpty) return { statusCode, headers, body };
  const create = decoders.get(header('content-encoding')?.trim().toLowerCase() ?? '');
  if (create === undefined) {
    body.destroy();
    throw new ProxyError(
      'UPSTREAM_FAILED',
      'The upstream encodes its response, unasked, and it is unreadable.',
    );
  }
  const { 'content-encoding': _, 'content-length': __, ...others } = headers;
  // An error is one of the stream that is returned.
  return { statusCode, headers: others, body: pipeline(body, create(), () => {}) };
}
