import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { cutAdvice } from './chunk-pages.js';
import { type ParquetPlace, parquetError, parsing } from './parquet-error.js';
import type { ParquetSource } from './source.js';

/** Large enough for the metadata of nearly every file, so that one request is enough. */
const footerBytes = 524_288;

/** The length of the metadata, and `PAR1`. */
const tailBytes = 8;

/** Reads the list of columns and row groups at the end of the file. @throws ParquetError */
export async function readMetadata(
  source: ParquetSource,
  place: ParquetPlace,
  maxBytes: number,
): Promise<FileMetaData> {
  const { byteLength } = source;
  const start = Math.max(0, byteLength - footerBytes);
  const footer = Buffer.from(await source.slice(start, byteLength));
  if (footer.length < tailBytes + 4) throw invalidEnd(place);
  const magic = footer.toString('latin1', footer.length - 4);
  if (magic === 'PARE') {
    throw parquetError('PARQUET_UNSUPPORTED', place, 'it is encrypted', { advice: 'Decrypt it first.' });
  }
  if (magic !== 'PAR1') throw invalidEnd(place);
  const length = footer.readUInt32LE(footer.length - tailBytes);
  if (length + tailBytes > byteLength) throw invalidEnd(place);
  if (length > maxBytes) {
    const problem = `its metadata takes ${length} bytes, and the limit is ${maxBytes}`;
    throw parquetError('PARQUET_TOO_LARGE', place, problem, { advice: 'Rewrite it with larger row groups.' });
  }
  const metadata = await wholeMetadata(source, footer, length + tailBytes);
  return parsing(place, () => parquetMetadata(metadata, { geoparquet: false }));
}

async function wholeMetadata(source: ParquetSource, footer: Buffer, length: number): Promise<Uint8Array> {
  if (length <= footer.length) return footer.subarray(footer.length - length);
  const { byteLength } = source;
  const before = await source.slice(byteLength - length, byteLength - footer.length);
  return Buffer.concat([new Uint8Array(before), footer]);
}

function invalidEnd(place: ParquetPlace): Error {
  return parquetError('PARQUET_INVALID', place, 'it does not end like a Parquet file', { advice: cutAdvice });
}
