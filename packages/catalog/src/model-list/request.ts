import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { CatalogError } from '../errors.js';
import { parseRetryAfter } from './retry-after.js';

/** What one GET needs; the collaborators come from the catalog's options. */
export interface Transport {
  readonly dispatcher: Dispatcher;
  readonly apiKey: string | undefined;
  /** Milliseconds for one request, body included. */
  readonly timeout: number;
  /** Bytes, on the wire and unzipped. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** A 200 with its text, or a 304. */
export type Answer =
  | {
      readonly status: 'ok';
      readonly text: string;
      readonly etag: string | null;
      readonly sample: string | null;
    }
  | { readonly status: 'unchanged' };

/** One GET, once. Every failure is a {@link CatalogError} that names the URL. */
export async function get(url: URL, etag: string | null, transport: Transport): Promise<Answer> {
  const deadline = AbortSignal.timeout(transport.timeout);
  const signal = AbortSignal.any([deadline, transport.signal]);
  let answered = false;
  try {
    const response = await request(url, {
      method: 'GET',
      headers: requestHeaders(etag, transport.apiKey),
      dispatcher: transport.dispatcher,
      signal,
    });
    answered = true;
    if (response.statusCode !== 200) {
      // The body of a refusal is of no use here, and an unread one would hold its connection.
      response.body.on('error', () => {}).destroy();
      if (response.statusCode === 304 && etag !== null) return { status: 'unchanged' };
      throw statusError(url, response, transport.now());
    }
    const text = await readText(url, response, transport.maxBytes, signal);
    return {
      status: 'ok',
      text,
      etag: single(response.headers['etag']) ?? null,
      sample: single(response.headers['x-distillable-sample']) ?? null,
    };
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    const details = { url: url.href };
    if (transport.signal.aborted) {
      throw new CatalogError('CATALOG_ABORTED', `Reading ${url} was aborted.`, { cause, details });
    }
    throw deadline.aborted ? timeoutError(url, transport.timeout, cause) : brokenError(url, answered, cause);
  }
}

function requestHeaders(etag: string | null, apiKey: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

async function readText(
  url: URL,
  response: Dispatcher.ResponseData,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const decoder = createDecoder(url, single(response.headers['content-encoding']) ?? '');
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const body: Readable = response.body;
  const limit = () => limitBytes(url, maxBytes);
  if (decoder === null) await pipeline(body, limit(), collect, { signal });
  else await pipeline(body, limit(), decoder, limit(), collect, { signal });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new CatalogError('CATALOG_NOT_JSON', `${url} did not answer in UTF-8.`, {
      cause,
      details: { url: url.href },
    });
  }
}

function createDecoder(url: URL, encoding: string): Transform | null {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new CatalogError(
        'CATALOG_ENCODING',
        `${url} answered with content-encoding "${encoding}", which was not asked for. Look at the proxy in between.`,
        { details: { url: url.href, encoding } },
      );
  }
}

/** Counts what passes and breaks off at the limit, so that no answer is held whole before it is judged too large. */
function limitBytes(url: URL, maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) return done(null, chunk);
      done(
        new CatalogError(
          'CATALOG_TOO_LARGE',
          `${url} sent more than ${maxBytes} bytes. Raise maxBytes if the list has really grown that far.`,
          { details: { url: url.href, maxBytes } },
        ),
      );
    },
  });
}

function statusError(url: URL, response: Dispatcher.ResponseData, now: number): CatalogError {
  const status = response.statusCode;
  const retryAfter = parseRetryAfter(single(response.headers['retry-after']), now);
  const advice =
    status >= 300 && status < 400
      ? 'Redirects are not followed: set the base URL to the final address.'
      : status === 401 || status === 403
        ? 'Check the API key, or leave it out: the list is public.'
        : status === 404
          ? 'Check the base URL: it ends in /api/v1.'
          : 'Try again later.';
  return new CatalogError('CATALOG_HTTP_STATUS', `${url} answered ${status}. ${advice}`, {
    details: { url: url.href, status, ...(retryAfter === undefined ? {} : { retryAfter }) },
  });
}

function timeoutError(url: URL, timeout: number, cause: unknown): CatalogError {
  const message = `${url} did not answer in full within ${timeout} ms. Raise the time-out, or try again later.`;
  return new CatalogError('CATALOG_TIMEOUT', message, { cause, details: { url: url.href, timeout } });
}

function brokenError(url: URL, answered: boolean, cause: unknown): CatalogError {
  const reason = errorCode(cause) || 'no reason given';
  const details = { url: url.href, reason };
  if (answered) {
    const message = `${url} began to answer, but its body broke off (${reason}). Try again later.`;
    return new CatalogError('CATALOG_BODY_BROKEN', message, { cause, details });
  }
  const message = `Could not reach ${url} (${reason}). Check the network and the base URL.`;
  return new CatalogError('CATALOG_NETWORK', message, { cause, details });
}

/** The code of the error or, for an AggregateError of several addresses, of the first one. */
function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return errorCode(error.cause);
}
