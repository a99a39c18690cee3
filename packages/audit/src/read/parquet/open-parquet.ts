import {
  type FileMetaData,
  type KeyValue,
  parquetMetadata,
  parquetSchema,
  type SchemaElement,
} from 'hyparquet';
import { jsonBuilder, objectBuilder } from './assemble.js';
import { cutAdvice, type ParquetSource } from './chunk-pages.js';
import { jsonReader, type RawValue, rawReader, valueReader } from './leaf-values.js';
import { type ParquetPlace, parquetError, parsing } from './parquet-error.js';
import {
  type ColumnWindow,
  defaultLimits,
  type ParquetLimits,
  type RowRange,
  type RowWindow,
  readColumnWindows,
  readWindows,
  windowBytes,
} from './read-windows.js';
import { type Field, type Leaf, leavesOf, prune, rowFields } from './schema.js';

/** A row, as `JSON.parse` would return it. */
export type ParquetRow = Readonly<Record<string, unknown>>;

/** Consecutive rows as objects. */
export interface ObjectWindow extends RowWindow<ParquetRow> {
  /** Numbers of the rows with a map in which a key is repeated: the object has only its last value. */
  readonly repeatedKeys: readonly number[];
}

/** A Parquet file. Its source stays open: the caller closes it. */
export interface ParquetFile {
  readonly rows: number;
  /** `bytes` is the size of all columns when decompressed. */
  readonly rowGroups: readonly { readonly rows: number; readonly bytes: number }[];
  /** The fields of a row, nested ones included. */
  readonly fields: readonly Field[];
  /** All columns, in the order of the file. */
  readonly leaves: readonly Leaf[];
  /** As stored in the file: the schema, and the notes of its writer. */
  readonly stored: { readonly schema: readonly SchemaElement[]; readonly notes: readonly KeyValue[] };
  /**
   * Reads rows with only the given columns, in windows of a few thousand rows or a few megabytes.
   *
   * @param options.leaves a part of `leaves`; the default is all
   * @throws ParquetError
   */
  readonly readRows: (
    options?: RowRange & { readonly leaves?: readonly Leaf[] },
  ) => AsyncGenerator<ObjectWindow>;
  /** Reads all columns as they are stored. @throws ParquetError */
  readonly readColumns: () => AsyncGenerator<ColumnWindow<RawValue>>;
  /** Reads complete rows as JSON on one line each, with all digits of their numbers. @throws ParquetError */
  readonly readTexts: () => AsyncGenerator<RowWindow<string>>;
}

/** Options of {@link openParquet}. */
export interface OpenParquetOptions extends ParquetLimits {
  /** The file's name for messages. */
  readonly name: string;
}

/**
 * Reads the metadata of a Parquet file.
 *
 * @throws ParquetError `PARQUET_INVALID`, `PARQUET_UNSUPPORTED`, `PARQUET_TOO_LARGE`
 */
export async function openParquet(
  source: ParquetSource,
  { name, ...given }: OpenParquetOptions,
): Promise<ParquetFile> {
  const limits = { ...defaultLimits, ...given };
  const place = { file: name };
  const metadata = await readMetadata(source, place, limits.maxMetadataBytes);
  const fields = parsing(place, () => rowFields(parquetSchema(metadata)));
  refuseTwins(fields, place);
  const leaves = leavesOf(fields);
  const rowGroups = metadata.row_groups.map((group) => ({
    rows: Number(group.num_rows),
    bytes: Number(group.total_byte_size),
  }));
  const rows = countRows(metadata, place);
  const file = { source, metadata, limits, place };
  return {
    rows,
    rowGroups,
    fields,
    leaves,
    stored: { schema: metadata.schema, notes: metadata.key_value_metadata ?? [] },
    readColumns: () => readColumnWindows(file, leaves, () => rawReader, {}),
    async *readRows({ leaves: wanted = leaves, ...range } = {}) {
      let hasRepeatedKey = false;
      const repeatedKeys: number[] = [];
      const builder = objectBuilder(() => {
        hasRepeatedKey = true;
      });
      const onRow = (row: number): void => {
        if (hasRepeatedKey) repeatedKeys.push(row);
        hasRepeatedKey = false;
      };
      const reading = { fields: prune(fields, new Set(wanted)), builder, readerOf: valueReader, onRow };
      for await (const { first, rows } of readWindows(file, reading, range)) {
        yield { first, rows, repeatedKeys: repeatedKeys.splice(0) };
      }
    },
    async *readTexts() {
      const reading = { fields, builder: jsonBuilder, readerOf: jsonReader };
      for await (const { first, rows } of readWindows(file, reading, {})) yield* smallWindows(first, rows);
    },
  };
}

function countRows({ row_groups, num_rows }: FileMetaData, place: ParquetPlace): number {
  let rows = 0;
  for (const group of row_groups) {
    const count = Number(group.num_rows);
    if (!(count >= 0)) throw parquetError('PARQUET_INVALID', place, `a row group has ${count} rows`);
    rows += count;
  }
  // Some writers give a total of 0.
  if (rows >= Number(num_rows)) return rows;
  const problem = `it should have ${num_rows} rows, but its row groups have ${rows}`;
  throw parquetError('PARQUET_INVALID', place, problem);
}

/** Rows that share a very large text take memory for it only when they are written: few of them at a time. */
function* smallWindows(first: number, texts: string[]): Generator<RowWindow<string>> {
  for (let start = first; texts.length > 0; ) {
    let [count, length] = [0, 0];
    for (; count < texts.length && length < windowBytes; count += 1) length += texts[count]?.length ?? 0;
    yield { first: start, rows: texts.splice(0, count) };
    start += count;
  }
}

/** An object can't have two fields with the same name: the audit would miss one of them. */
function refuseTwins(fields: readonly Field[], place: ParquetPlace): void {
  const names = new Set<string>();
  for (const { name } of fields) {
    if (names.has(name)) {
      const advice = 'Rename one of them first.';
      throw parquetError('PARQUET_UNSUPPORTED', place, `two of its columns are named ${name}`, { advice });
    }
    names.add(name);
  }
  for (const field of fields) {
    if (field.kind === 'struct') refuseTwins(field.children, place);
    if (field.kind === 'list') refuseTwins([field.item], place);
    if (field.kind === 'map') refuseTwins(field.value === null ? [] : [field.value], place);
  }
}

/** Large enough for the metadata of nearly every file, so that one request is enough. */
const footerBytes = 524_288;

/** The length of the metadata, and `PAR1`. */
const tailBytes = 8;

/** Reads the list of columns and row groups at the end of the file. @throws ParquetError */
async function readMetadata(
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
