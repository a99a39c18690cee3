import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { CatalogError } from '../errors.js';
import { parseRetryAfter, type RetryRules, withRetries } from './retry.js';

/** What a request needs. */
export interface Transport {
  readonly dispatcher: Dispatcher;
  readonly apiKey: string | undefined;
  readonly retry: RetryRules;
  /** Milliseconds for one attempt, including its body. */
  readonly timeout: number;
  /** Bytes, both on the wire and decompressed. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** The clock: milliseconds since the epoch. */
  readonly now: () => number;
}

/** What matters of a response with status 200. */
export interface ListResponse {
  readonly text: string;
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
    throw new CatalogError('CATALOG_ABORTED', `Reading ${url} was aborted.`, {
      cause,
      details: { url: url.href },
    });
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

async function getOnce(url: URL, transport: Transport, headers: Headers): Promise<ListResponse> {
  const { dispatcher, apiKey, timeout, maxBytes } = transport;
  const deadline = AbortSignal.timeout(timeout);
  const signal = AbortSignal.any([deadline, transport.signal]);
  let hasBegun = false;
  try {
    const response = await request(url, {
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, br',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...headers,
      },
      dispatcher,
      signal,
    });
    hasBegun = true;
    const header = (name: string) => [response.headers[name]].flat()[0] ?? null;
    if (response.statusCode !== 200) {
      // Nobody reads this body, and an unread one would keep its connection.
      response.body.on('error', () => {}).destroy();
      throw statusError(url, response.statusCode, parseRetryAfter(header('retry-after'), transport.now()));
    }
    const decoder = createDecoder(url, header('content-encoding') ?? '');
    const chunks: Buffer[] = [];
    await pipeline(
      response.body,
      limitBytes(url, maxBytes),
      decoder,
      limitBytes(url, maxBytes),
      async (decoded: AsyncIterable<Buffer>) => {
        for await (const chunk of decoded) chunks.push(chunk);
      },
      { signal },
    );
    return { text: decode(url, chunks), etag: header('etag'), sample: header('x-distillable-sample') };
  } catch (cause) {
    // An abort of the caller's stays what it is.
    if (CatalogError.is(cause) || transport.signal.aborted) throw cause;
    throw deadline.aborted ? timeoutError(url, timeout, cause) : brokenError(url, hasBegun, cause);
  }
}

function createDecoder(url: URL, encoding: string): Transform {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new CatalogError(
        'CATALOG_ENCODING',
        `${url} sent content-encoding "${encoding}", which was not asked for. Check the proxy in between.`,
        { details: { url: url.href, encoding } },
      );
  }
}

/** Breaks off at the limit, so that a response is never held in full before it is found to be too large. */
function limitBytes(url: URL, maxBytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw new CatalogError(
          'CATALOG_TOO_LARGE',
          `${url} sent more than ${maxBytes} bytes. Raise maxBytes if the list has really grown that much.`,
          { details: { url: url.href, maxBytes } },
        );
      }
      yield chunk;
    }
  };
}

function decode(url: URL, chunks: readonly Buffer[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    const message = `${url} did not send UTF-8.`;
    throw new CatalogError('CATALOG_NOT_JSON', message, { cause, details: { url: url.href } });
  }
}

function statusError(url: URL, status: number, retryAfter: number | undefined): CatalogError {
  const isRedirect = status >= 300 && status < 400;
  const isKeyRejected = status === 401 || status === 403;
  const advice = isRedirect
    ? 'Redirects are not followed: set the base URL to the final address.'
    : isKeyRejected
      ? 'Check the API key, or omit it: the list is public.'
      : status === 404
        ? 'Check the base URL: it ends in /api/v1.'
        : 'Try again later.';
  return new CatalogError('CATALOG_HTTP_STATUS', `${url} responded with ${status}. ${advice}`, {
    details: { url: url.href, status, ...(retryAfter === undefined ? {} : { retryAfter }) },
  });
}

function timeoutError(url: URL, timeout: number, cause: unknown): CatalogError {
  const message = `${url} did not respond in full within ${timeout} ms. Raise the timeout, or try again later.`;
  return new CatalogError('CATALOG_TIMEOUT', message, { cause, details: { url: url.href, timeout } });
}

function brokenError(url: URL, hasBegun: boolean, cause: unknown): CatalogError {
  const reason = systemCode(cause) || 'no reason given';
  const options = { cause, details: { url: url.href, reason } };
  if (hasBegun) {
    const message = `The response of ${url} broke off (${reason}). Try again later.`;
    return new CatalogError('CATALOG_BODY_BROKEN', message, options);
  }
  const message = `Could not reach ${url} (${reason}). Check the network and the base URL.`;
  return new CatalogError('CATALOG_NETWORK', message, options);
}

/** The code of the error or, for an AggregateError of several addresses, of the first one. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}
