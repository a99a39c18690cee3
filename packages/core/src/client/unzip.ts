import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { joinBytes } from '../send/join-bytes.js';
import type { AnswerHead } from '../verify/answer-head.js';
import { RequestError } from './request-error.js';

/**
 * What a server has zipped without being asked, unzipped; the stream itself where it has not.
 *
 * @throws RequestError `UPSTREAM_ENCODING`
 */
export function unzipStream(head: AnswerHead, stream: Readable): Readable {
  const decoder = createDecoder(head);
  return decoder === null ? stream : pipeline(stream, decoder, () => {});
}

/**
 * The same for bytes.
 *
 * @throws RequestError `UPSTREAM_ENCODING`; zlib's errors
 */
export async function unzipBytes(head: AnswerHead, bytes: Uint8Array): Promise<Uint8Array> {
  const decoder = createDecoder(head);
  if (decoder === null) return bytes;
  decoder.end(bytes);
  const parts: Uint8Array[] = [];
  for await (const part of decoder) parts.push(part);
  return joinBytes(parts);
}

function createDecoder(head: AnswerHead): ReturnType<typeof createGunzip> | null {
  const encoding = head.header('content-encoding')?.trim().toLowerCase();
  switch (encoding) {
    case undefined:
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      throw new RequestError(
        'UPSTREAM_ENCODING',
        `The answer has the content-encoding "${encoding}", which was not asked for. Look at the proxy in between.`,
        { details: { status: head.status } },
      );
  }
}
