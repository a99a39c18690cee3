import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import { type CompressionCodec, snappyUncompress } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { DamagedData } from './parquet-error.js';

/**
 * Decompresses a page to exactly `length` bytes. Never takes memory for more: the data may be an attack. Null if the
 * codec is not supported.
 *
 * @throws the library's error, or DamagedData if the data has another length
 */
export function decompress(codec: CompressionCodec, bytes: Uint8Array, length: number): Uint8Array | null {
  // Not every library accepts what compressors make of nothing.
  if (length === 0) return new Uint8Array();
  const page = expand(codec, bytes, length);
  if (page !== null && page.length !== length) {
    throw new DamagedData(`a page has ${page.length} bytes instead of ${length}`);
  }
  return page;
}

function expand(codec: CompressionCodec, bytes: Uint8Array, length: number): Uint8Array | null {
  switch (codec) {
    case 'UNCOMPRESSED':
      return bytes;
    case 'GZIP':
      return gunzipSync(bytes, { maxOutputLength: Math.max(length, 1) });
    case 'BROTLI':
      return brotliDecompressSync(bytes, { maxOutputLength: Math.max(length, 1) });
    case 'ZSTD':
      return expandZstd(bytes, length);
    case 'SNAPPY': {
      const page = new Uint8Array(length);
      // Unlike that of hyparquet-compressors, it notices when the data ends early.
      snappyUncompress(bytes, page);
      return page;
    }
    case 'LZ4':
    case 'LZ4_RAW':
      // These write into a buffer of the given length.
      return compressors[codec]?.(bytes, length) ?? null;
    default:
      return null;
  }
}

/** Block by block: for the whole, the library would allocate as much as the data asks for. */
function expandZstd(bytes: Uint8Array, length: number): Uint8Array {
  const page = new Uint8Array(length);
  let at = 0;
  const decompressor = new Decompress((block) => {
    if (at + block.length > length) throw new DamagedData(`a page has more than ${length} bytes`);
    page.set(block, at);
    at += block.length;
  });
  decompressor.push(bytes, true);
  return page.subarray(0, at);
}
