import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { decompress } from './page.js';

/** A zstd frame without a content size: blocks of 128 KiB that are one byte, repeated. */
function zstdOfZeros(blocks: number): Uint8Array {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
  const body = Array.from({ length: blocks }, (_, index) => {
    const isLast = index === blocks - 1;
    const block = Buffer.alloc(4);
    block.writeUIntLE((131_072 << 3) | 0b010 | (isLast ? 1 : 0), 0, 3);
    return block;
  });
  return Buffer.concat([header, ...body]);
}

/** Four bytes each for a copy of 64 zeros. */
function snappyOfZeros(length: number): Uint8Array {
  const copies = Math.floor((length - 1) / 64);
  const preamble: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 7) preamble.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  const literal = [0x00, 0x00];
  const copy = [(63 << 2) | 0b10, 0x01, 0x00];
  return Buffer.concat([
    Buffer.from([...preamble, ...literal]),
    Buffer.alloc(copies * copy.length, Buffer.from(copy)),
  ]);
}

const zeros = Buffer.alloc(64 * 2_048 + 1);

describe('decompress', () => {
  it.each<[CompressionCodec, Uint8Array, number]>([
    ['GZIP', gzipSync(zeros), zeros.length],
    ['GZIP', Buffer.concat([gzipSync(zeros.subarray(0, 9)), gzipSync(zeros.subarray(9))]), zeros.length],
    ['BROTLI', brotliCompressSync(zeros), zeros.length],
    ['ZSTD', zstdOfZeros(3), 3 * 131_072],
    ['SNAPPY', snappyOfZeros(zeros.length), zeros.length],
    ['UNCOMPRESSED', zeros, zeros.length],
  ])('expands %s', (codec, bytes, length) => {
    expect(Buffer.compare(decompress(codec, bytes, length) ?? zeros, new Uint8Array(length))).toBe(0);
  });

  it.each<[CompressionCodec, Uint8Array]>([
    ['GZIP', gzipSync(Buffer.alloc(1 << 28), { level: 1 })],
    [
      'BROTLI',
      brotliCompressSync(Buffer.alloc(1 << 28), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    ],
    ['ZSTD', zstdOfZeros(8_192)],
    ['SNAPPY', snappyOfZeros(1 << 28)],
    ['UNCOMPRESSED', Buffer.alloc(1 << 28)],
  ])('never takes memory for more than the given length: %s', (codec, bytes) => {
    // Unlike the resident size, this counts the buffers of this thread only: other tests run in threads beside it.
    const before = process.memoryUsage().external;
    expect(() => decompress(codec, bytes, 1_000)).toThrow();
    expect(process.memoryUsage().external - before).toBeLessThan(1 << 22);
  });

  it.each<[CompressionCodec, Uint8Array]>([
    ['GZIP', gzipSync(zeros)],
    ['ZSTD', zstdOfZeros(1)],
    ['SNAPPY', snappyOfZeros(65)],
    ['UNCOMPRESSED', zeros],
  ])('rejects data that is shorter than it should be: %s', (codec, bytes) => {
    expect(() => decompress(codec, bytes, 1_000_000)).toThrow();
  });

  it.each<[CompressionCodec, Uint8Array]>([
    ['LZ4_RAW', Buffer.from([0])],
    ['SNAPPY', Buffer.from([0])],
    ['ZSTD', Buffer.alloc(0)],
  ])('expands an empty page: %s', (codec, bytes) => {
    expect(decompress(codec, bytes, 0)).toEqual(new Uint8Array());
  });

  it('returns null for a codec that nothing here can read', () => {
    expect(decompress('LZO', zeros, zeros.length)).toBeNull();
  });
});
