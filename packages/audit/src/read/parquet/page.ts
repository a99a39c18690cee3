import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import { type ColumnMetaData, type CompressionCodec, type PageHeader, snappyUncompress } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { readHybrid } from './hybrid.js';
import { decodeValues, type PageContext, plainValues, type ReadValues } from './page-values.js';
import { DamagedData, UnsupportedFeature } from './parquet-error.js';

/** A data page: its values, and the levels that say where they belong in their rows. */
export interface Page<Value> {
  /** The number of values, nulls and empty lists included. */
  readonly entries: number;
  /** One per entry; null if no value is missing. */
  readonly definitions: Uint8Array | null;
  /** One per entry; null outside of lists. */
  readonly repetitions: Uint8Array | null;
  /** Appends the next values; nulls are not among them. */
  readonly readValues: ReadValues<Value>;
}

/** @param bytes the page without its header, still compressed */
export function readDictionary<Value>(
  bytes: Uint8Array,
  header: PageHeader,
  { leaf, codec, reader }: PageContext<Value>,
): readonly Value[] {
  const page = decompressPage(codec, bytes, header.uncompressed_page_size);
  const values: Value[] = [];
  const count = header.dictionary_page_header?.num_values ?? 0;
  plainValues(page, count, leaf, reader)(count, values);
  return values;
}

/** @param bytes the page without its header, still compressed */
export function readDataPage<Value>(
  bytes: Uint8Array,
  header: PageHeader,
  context: PageContext<Value>,
): Page<Value> {
  return header.type === 'DATA_PAGE_V2'
    ? readPageV2(bytes, header, context)
    : readPageV1(bytes, header, context);
}

function readPageV1<Value>(
  bytes: Uint8Array,
  { data_page_header: header, uncompressed_page_size: length }: PageHeader,
  context: PageContext<Value>,
): Page<Value> {
  if (header === undefined) throw new DamagedData('the header of a page lacks the number of its values');
  const { leaf, codec } = context;
  const entries = header.num_values;
  const page = decompressPage(codec, bytes, length);
  let at = 0;
  const readLevels = (max: number, encoding: string): Uint8Array | null => {
    if (max === 0) return null;
    if (encoding !== 'RLE') throw new UnsupportedFeature(`its levels use the encoding ${encoding}`);
    const end = at + 4 + page.readUInt32LE(at);
    const levels = levelsIn(page, at + 4, end, max, entries);
    at = end;
    return levels;
  };
  const repetitions = readLevels(leaf.repetition, header.repetition_level_encoding);
  const definitions = readLevels(leaf.definition, header.definition_level_encoding);
  return pageOf(page.subarray(at), { entries, definitions, repetitions }, header.encoding, context);
}

function readPageV2<Value>(
  bytes: Uint8Array,
  { data_page_header_v2: header, uncompressed_page_size: length }: PageHeader,
  context: PageContext<Value>,
): Page<Value> {
  if (header === undefined) throw new DamagedData('the header of a page lacks the number of its values');
  const { leaf, codec } = context;
  const entries = header.num_values;
  const repetitionBytes = header.repetition_levels_byte_length;
  const levelBytes = repetitionBytes + header.definition_levels_byte_length;
  const repetitions = levelsIn(bytes, 0, repetitionBytes, leaf.repetition, entries);
  const definitions = levelsIn(bytes, repetitionBytes, levelBytes, leaf.definition, entries);
  const rest = bytes.subarray(levelBytes);
  // A page of nulls has no values, and zero bytes are not a valid stream of a codec.
  const isCompressed = header.is_compressed !== false && length > levelBytes;
  const values = isCompressed ? decompressPage(codec, rest, length - levelBytes) : bufferOf(rest);
  return pageOf(values, { entries, definitions, repetitions }, header.encoding, context);
}

function decompressPage(codec: ColumnMetaData['codec'], bytes: Uint8Array, length: number): Buffer {
  const page = decompress(codec, bytes, length);
  if (page === null) throw new UnsupportedFeature(`its codec is ${codec}`);
  return bufferOf(page);
}

function levelsIn(
  bytes: Uint8Array,
  start: number,
  end: number,
  max: number,
  entries: number,
): Uint8Array | null {
  if (max === 0) return null;
  if (end > bytes.length) throw new DamagedData('its levels are incomplete');
  const levels = new Uint8Array(entries);
  readHybrid(bytes, start, end, 32 - Math.clz32(max), levels);
  return levels;
}

type Levels = Pick<Page<unknown>, 'entries' | 'definitions' | 'repetitions'>;

function pageOf<Value>(
  bytes: Buffer,
  levels: Levels,
  encoding: string,
  context: PageContext<Value>,
): Page<Value> {
  const { leaf } = context;
  const count = levels.definitions === null ? levels.entries : countOf(levels.definitions, leaf.definition);
  const readValues = decodeValues(bytes, count, encoding, context);
  // Within lists the levels are needed even if no value is missing.
  const isWhole = count === levels.entries && leaf.repetition === 0;
  return { ...levels, definitions: isWhole ? null : levels.definitions, readValues };
}

function countOf(levels: Uint8Array, level: number): number {
  let count = 0;
  for (let index = 0; index < levels.length; index += 1) if (levels[index] === level) count += 1;
  return count;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

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
