import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { reasonOf } from '../../reason-of.js';
import { UnreadableFile } from '../unreadable-file.js';
import { withFirst } from './with-first.js';

const zstdMagic = 0xfd2fb528;

/** A block of zstd is at most 128 KiB, and at least four bytes: a larger piece could become too much at once. */
const zstdPieceBytes = 1_024;

/**
 * Unzips gzip and zstd, told by their first bytes; anything else passes as it is.
 *
 * @throws UnreadableFile where what is zipped is damaged or cut off
 */
export async function* unzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await firstBytes(iterator);
  const whole = withFirst(first, iterator);
  if (first.length >= 2 && first.readUInt16BE(0) === 0x1f8b) yield* gunzip(whole);
  else if (first.length >= 4 && first.readUInt32LE(0) === zstdMagic) yield* unzstd(whole);
  else yield* whole;
}

/** At least four bytes, where there are so many: a pipe may hand over one at a time. */
async function firstBytes(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 4) {
    const next = await iterator.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const unzipped = createGunzip({ chunkSize: 262_144 });
  // Copies: the source's buffers are used again, and the stream holds what it can't take yet.
  const source = Readable.from(copied(chunks), { objectMode: false });
  source.once('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  try {
    for await (const chunk of unzipped) yield chunk;
  } catch (error) {
    throw isZlibError(error) ? damaged('gzip', error) : error;
  } finally {
    source.destroy();
  }
}

async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  const stream = new Decompress((data) => {
    ready.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  });
  const push = (piece: Uint8Array, isLast: boolean): readonly Buffer[] => {
    ready = [];
    try {
      stream.push(piece, isLast);
    } catch (error) {
      throw damaged('zstd', error);
    }
    return ready;
  };
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += zstdPieceBytes) {
      // A copy: the source's buffers are used again, and an unfinished block is held.
      yield* push(Uint8Array.from(chunk.subarray(start, start + zstdPieceBytes)), false);
    }
  }
  yield* push(new Uint8Array(0), true);
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function damaged(kind: string, error: unknown): UnreadableFile {
  return new UnreadableFile(`its ${kind} data is damaged or cut off: ${reasonOf(error)}`);
}
