import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { reasonOf } from '@distillable/catalog';
import { Decompress } from 'fzstd';
import { UnreadableFile } from './reader.js';

const zstdMagic: readonly number[] = [0x28, 0xb5, 0x2f, 0xfd];

/** A block of zstd is at most 128 KiB, and at least four bytes: a larger piece could become too much at once. */
const zstdPieceBytes = 1_024;

/**
 * Decompresses gzip and zstd, recognised by their first bytes; anything else passes unchanged.
 *
 * @throws UnreadableFile where the compressed data is damaged or cut off
 */
export async function* decompress(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const first = await firstBytes(chunks);
  const whole = withFirst(first, chunks);
  if (isGzip(first)) yield* gunzip(whole);
  else if (isZstd(first))
    for await (const { buffer, byteOffset, byteLength } of unzstd(whole)) {
      yield Buffer.from(buffer, byteOffset, byteLength);
    }
  else yield* whole;
}

/** Whether a file begins as gzip or zstd does. */
export function isCompressed(first: Uint8Array): boolean {
  return isGzip(first) || isZstd(first);
}

export function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

export function isZstd(first: Uint8Array): boolean {
  return zstdMagic.every((byte, at) => first[at] === byte);
}

/** At least four bytes, if there are so many: a pipe may hand over one at a time. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 4) {
    const next = await chunks.next();
    if (next.done === true) break;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return first;
}

/** Puts back what was read ahead of the rest. */
export async function* withFirst(
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  if (first.length > 0) yield first;
  yield* rest;
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const unzipped = createGunzip({ chunkSize: 262_144 });
  // An error of the source is thrown where the output is read.
  pipeline(Readable.from(chunks, { objectMode: false }), unzipped, () => {});
  try {
    for await (const chunk of unzipped) yield chunk;
  } catch (error) {
    throw isZlibError(error) ? damaged('gzip', error) : error;
  }
}

/** Runs without Node. */
export async function* unzstd(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = [];
  const stream = new Decompress((data) => {
    ready.push(data);
  });
  const push = (piece: Uint8Array, isLast: boolean): readonly Uint8Array[] => {
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
      yield* push(chunk.subarray(start, start + zstdPieceBytes), false);
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
