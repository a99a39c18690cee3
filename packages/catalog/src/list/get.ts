import { PassThrough, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { CatalogError } from '../errors.js';
import { parseRetryAfter, type RetryRules, withRetries } from './retry.js';

/** The settings of a request. */
export interface Transport {
  readonly dispatcher: Dispatcher;
  readonly retry: RetryRules;
  /** Milliseconds for one attempt, including its body. */
  readonly timeout: number;
  /** Bytes, both on the wire and decompressed. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** The clock: milliseconds since the epoch. */
  readonly now: () => number;
}

/** The parts of a response with status 200 that matter. */
export interface ListResponse {
  readonly body: Uint8Array;
  readonly etag: string | null;
  /** The text of `x-distillable-sample`. */
  readonly sample: string | null;
}

type Headers = Readonly<Record<string, string>>;

/** Sends a GET, several times if that can help. Every failure is a {@link CatalogError} with the URL in its details. */
export async function get(url: URL, transport: Transport, headers: Headers = {}): Promise<ListResponse> {
  const { retry, signal } = transport;
  try {
    return await withRetries(() => getOnce(url, transport, headers), retry, signal);
  } catch (cause) {
    if (CatalogError.is(cause)) throw cause;
    const details = { url: url.href };
    throw new CatalogError('CATALOG_ABORTED', `Reading ${url} was aborted.`, { cause, details });
  }
}

/** As {@link get}; null if the resource still has this ETag. */
export async function getIfChanged(
  url: URL,
  etag: string,
  transport: Transport,
): Promise<ListResponse | null> {
  try {
    return await get(url, transport, { 'if-none-match': etag });
  } catch (error) {
    if (CatalogError.is(error, 'CATALOG_HTTP_STATUS') && error.details.status === 304) return null;
    throw error;
  }
}

const decoders = new Map<string, () => Transform>([
  ['identity', () => new PassThrough()],
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
]);

async function getOnce(url: URL, transport: Transport, headers: Headers): Promise<ListResponse> {
  const { dispatcher, timeout, maxBytes, now } = transport;
  const deadline = AbortSignal.timeout(timeout);
  const signal = AbortSignal.any([deadline, transport.signal]);
  let hasBegun = false;
  try {
    const response = await request(url, {
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, br',
        ...headers,
      },
      dispatcher,
      signal,
    });
    hasBegun = true;
    const header = (name: string) => [response.headers[name]].flat()[0] ?? null;
    const encoding = header('content-encoding') || 'identity';
    const createDecoder = decoders.get(encoding.trim().toLowerCase());
    if (response.statusCode !== 200 || createDecoder === undefined) {
      // An unread body would keep its connection.
      response.body.on('error', () => {}).destroy();
      if (response.statusCode === 200) throw encodingError(url, encoding);
      throw statusError(url, response.statusCode, parseRetryAfter(header('retry-after'), now()));
    }
    const limit = limitBytes(url, maxBytes);
    const body = await pipeline(response.body, limit, createDecoder(), limit, buffer, { signal });
    return { body, etag: header('etag'), sample: header('x-distillable-sample') };
  } catch (cause) {
    if (CatalogError.is(cause) || transport.signal.aborted) throw cause;
    throw deadline.aborted ? timeoutError(url, timeout, cause) : brokenError(url, hasBegun, cause);
  }
}

/** Breaks off at the limit, so that a response is never held in full before it is found to be too large. */
function limitBytes(url: URL, maxBytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw sizeError(url, maxBytes);
      yield chunk;
    }
  };
}

function statusError(url: URL, status: number, retryAfter: number | undefined): CatalogError {
  const advice =
    status >= 300 && status < 400
      ? 'Redirects are not followed: set the base URL to the final address.'
      : status === 401 || status === 403
        ? 'Check the API key, or omit it: the list is public.'
        : status === 404
          ? 'Check the base URL: it ends in /api/v1.'
          : 'Try again later.';
  const details = { url: url.href, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
  return new CatalogError('CATALOG_HTTP_STATUS', `${url} responded with ${status}. ${advice}`, { details });
}

function encodingError(url: URL, encoding: string): CatalogError {
  const message = `${url} sent content-encoding "${encoding}", which was not asked for. Check the proxy in between.`;
  return new CatalogError('CATALOG_ENCODING', message, { details: { url: url.href, encoding } });
}

function sizeError(url: URL, maxBytes: number): CatalogError {
  const message = `${url} sent more than ${maxBytes} bytes. Raise maxBytes if the list has really grown that much.`;
  return new CatalogError('CATALOG_TOO_LARGE', message, { details: { url: url.href, maxBytes } });
}

function timeoutError(url: URL, timeout: number, cause: unknown): CatalogError {
  const message = `${url} did not respond in full within ${timeout} ms. Raise the timeout, or try again later.`;
  return new CatalogError('CATALOG_TIMEOUT', message, { cause, details: { url: url.href, timeout } });
}

function brokenError(url: URL, hasBegun: boolean, cause: unknown): CatalogError {
  const reason = systemCode(cause) || 'no reason given';
  const options = { cause, details: { url: url.href, reason } };
  return hasBegun
    ? new CatalogError(
        'CATALOG_BODY_BROKEN',
        `The response of ${url} broke off (${reason}). Try again later.`,
        options,
      )
    : new CatalogError(
        'CATALOG_NETWORK',
        `Could not reach ${url} (${reason}). Check the network and the base URL.`,
        options,
      );
}

/** The code of the error or, for an AggregateError of several addresses, of the first one. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}
