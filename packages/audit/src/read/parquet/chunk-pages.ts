import { crc32 } from 'node:zlib';
import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { LeafReader } from './leaf-values.js';
import { type Page, readDataPage, readDictionary } from './page.js';
import { DamagedData, type ParquetPlace, parquetError, parsing } from './parquet-error.js';
import type { Leaf } from './schema.js';

/** The source of a Parquet file, which is read in ranges: a file on disk, or a URL. */
export interface ParquetSource {
  /** The length of the whole file. */
  readonly byteLength: number;
  /** Reads from `start` (included) to `end` (not included). May be called again before an earlier call is done. */
  readonly slice: (start: number, end: number) => Promise<ArrayBuffer>;
}

/** How much is read at once: large enough for few requests, small enough to read little in vain. */
const pieceBytes = 4_194_304;

const smallestHeaderBytes = 4_096;

/** A header contains the minimum and maximum of its page, which may be long texts. */
const largestHeaderBytes = 16_777_216;

/** Counts the memory of the open pages, before it is allocated. */
export interface PageBudget {
  /** @throws ParquetError `PARQUET_TOO_LARGE` */
  readonly take: (bytes: number, place: ParquetPlace) => void;
  readonly release: (bytes: number) => void;
}

/** All values of one column in one row group. */
export interface ColumnChunk<Value> {
  readonly source: ParquetSource;
  readonly leaf: Leaf;
  readonly meta: ColumnMetaData;
  readonly reader: LeafReader<Value>;
  readonly budget: PageBudget;
  readonly place: ParquetPlace;
}

/** Reads the data pages of a column chunk one after the other. */
export interface ChunkPages<Value> {
  /** Null after the last page. Invalidates the page that was returned before. @throws ParquetError */
  readonly next: () => Promise<Page<Value> | null>;
  /** Gives back the memory of the pages to the budget. */
  readonly close: () => void;
}

export function readChunkPages<Value>(chunk: ColumnChunk<Value>): ChunkPages<Value> {
  const { leaf, meta, reader, budget } = chunk;
  const bytes = readAhead(chunk);
  let position = firstPage(chunk);
  let entriesLeft = Number(meta.num_values);
  let dictionary: readonly Value[] | null = null;
  const taken = { page: 0, dictionary: 0 };
  const take = (kind: keyof typeof taken, size: number, place: ParquetPlace): void => {
    budget.release(taken[kind]);
    taken[kind] = 0;
    budget.take(size, place);
    taken[kind] = size;
  };
  const close = (): void => {
    budget.release(taken.page + taken.dictionary);
    taken.page = 0;
    taken.dictionary = 0;
  };
  const readPage = async (): Promise<Page<Value> | null> => {
    const place = { ...chunk.place, offset: position };
    const { header, length } = await readHeader(bytes, position, place);
    const start = position + length;
    position = start + header.compressed_page_size;
    if (header.type === 'INDEX_PAGE') return null;
    const isDictionary = header.type === 'DICTIONARY_PAGE';
    const entries = entriesOf(header);
    const size = header.uncompressed_page_size + entries * bytesPerEntry;
    take(isDictionary ? 'dictionary' : 'page', size, place);
    const compressed = await bytes.read(start, header.compressed_page_size, place);
    const expand = (more: number): void => take('page', size + more, place);
    const context = { leaf, codec: meta.codec, reader, dictionary, expand };
    return parsing(place, () => {
      checkChecksum(compressed, header);
      if (isDictionary) {
        dictionary = readDictionary(compressed, header, context);
        return null;
      }
      if (entries > entriesLeft) throw new DamagedData('its pages have more values than the metadata says');
      entriesLeft -= entries;
      return readDataPage(compressed, header, context);
    });
  };
  return {
    async next() {
      while (entriesLeft > 0) {
        const page = await readPage();
        if (page !== null) return page;
      }
      close();
      return null;
    },
    close,
  };
}

/** Two levels of a byte, and an index into the dictionary. */
const bytesPerEntry = 6;

/** Some writers don't say where the dictionary is, although it is the first page. Each page says what it is. */
function firstPage({ source, meta, place }: ColumnChunk<unknown>): number {
  const data = Number(meta.data_page_offset);
  const dictionary = Number(meta.dictionary_page_offset ?? 0);
  const first = dictionary > 0 ? Math.min(dictionary, data) : data;
  if (first >= magicBytes && first < source.byteLength - magicBytes) return first;
  throw parquetError('PARQUET_INVALID', place, `a page can't start at byte ${first}`);
}

/** `PAR1`, at both ends of a file. */
const magicBytes = 4;

function entriesOf(header: PageHeader): number {
  const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = header;
  return (v1 ?? v2 ?? dictionary ?? { num_values: 0 }).num_values;
}

function checkChecksum(compressed: Uint8Array, { crc }: PageHeader): void {
  const isWrong = crc !== undefined && (crc32(compressed) | 0) !== crc;
  if (isWrong) throw new DamagedData('the checksum of a page is wrong');
}

interface ReadAhead {
  /** Exactly these bytes. @throws ParquetError if the file ends before */
  readonly read: (start: number, length: number, place: ParquetPlace) => Promise<Uint8Array>;
  /** These bytes and those after them that were read already; fewer at the end of the file. */
  readonly readAtLeast: (start: number, length: number) => Promise<Uint8Array>;
}

/** Reads a chunk from start to end in large pieces. */
function readAhead({ source, meta, ...chunk }: ColumnChunk<unknown>): ReadAhead {
  const end = source.byteLength - magicBytes;
  const chunkEnd = firstPage({ source, meta, ...chunk }) + Number(meta.total_compressed_size);
  let piece = new Uint8Array();
  let pieceStart = 0;
  const readAtLeast: ReadAhead['readAtLeast'] = async (start, length) => {
    const offset = start - pieceStart;
    const wanted = Math.min(length, end - start);
    if (offset < 0 || offset + wanted > piece.length) {
      const pieceEnd = Math.max(start + length, Math.min(start + pieceBytes, chunkEnd));
      piece = new Uint8Array(await source.slice(start, Math.min(pieceEnd, end)));
      pieceStart = start;
    }
    return piece.subarray(start - pieceStart);
  };
  return {
    readAtLeast,
    async read(start, length, place) {
      if (start + length <= end) {
        const bytes = await readAtLeast(start, length);
        if (bytes.length >= length) return bytes.subarray(0, length);
      }
      throw parquetError('PARQUET_INVALID', place, 'the file ends within a page', { advice: cutAdvice });
    },
  };
}

export const cutAdvice =
  'It may have been cut off while it was written or copied: create or download it again.';

async function readHeader(
  bytes: ReadAhead,
  position: number,
  place: ParquetPlace,
): Promise<{ readonly header: PageHeader; readonly length: number }> {
  for (let size = smallestHeaderBytes; ; size *= 16) {
    const available = await bytes.readAtLeast(position, size);
    const reader = {
      view: new DataView(available.buffer, available.byteOffset, available.byteLength),
      offset: 0,
    };
    try {
      const header = parquetHeader(reader);
      checkHeader(header);
      return { header, length: reader.offset };
    } catch (cause) {
      // The header may be longer than what was read.
      if (available.length >= size && size < largestHeaderBytes && !(cause instanceof DamagedData)) continue;
      const problem = cause instanceof DamagedData ? cause.message : 'there is no page header';
      throw parquetError('PARQUET_INVALID', place, problem, { cause, advice: cutAdvice });
    }
  }
}

function checkHeader(header: PageHeader): void {
  const { type, compressed_page_size, uncompressed_page_size, data_page_header_v2: v2 } = header;
  if (type === undefined) throw new DamagedData('the type of a page is unknown');
  const levels = v2 === undefined ? [] : [v2.definition_levels_byte_length, v2.repetition_levels_byte_length];
  for (const size of [compressed_page_size, uncompressed_page_size, entriesOf(header), ...levels]) {
    const isSize = Number.isInteger(size) && size >= 0;
    if (!isSize) throw new DamagedData(`the header of a page gives a size of ${size}`);
  }
}
