import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { type RawHeaders, rawResponseHead } from '@distillable/core';
import { ProxyError } from './errors.js';

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
