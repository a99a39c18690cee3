import type { FileMetaData, RowGroup } from 'hyparquet';
import { createAssembler, type RowBuilder } from './assemble.js';
import type { ColumnChunk, PageBudget, ParquetSource } from './chunk-pages.js';
import { type ChunkRows, type LeafRows, readChunkRows } from './chunk-rows.js';
import type { LeafReader } from './leaf-values.js';
import { type ParquetPlace, parquetError, parsing } from './parquet-error.js';
import { type Field, type Leaf, leavesOf } from './schema.js';

/** Limits on the memory that reading a file may take, in bytes. */
export interface ParquetLimits {
  /** Of one page when decompressed. pyarrow writes pages of about 1 MB, DuckDB of up to 100 MB. @default 268_435_456 */
  readonly maxPageBytes?: number;
  /** Of all pages that are read at the same time: one per column, and its dictionary. @default 1_073_741_824 */
  readonly maxOpenBytes?: number;
  /** Of the list of columns and row groups at the end of the file. @default 268_435_456 */
  readonly maxMetadataBytes?: number;
}

export const defaultLimits: Required<ParquetLimits> = {
  maxPageBytes: 268_435_456,
  maxOpenBytes: 1_073_741_824,
  maxMetadataBytes: 268_435_456,
};

/** A file and its metadata. */
export interface ReadableFile {
  readonly source: ParquetSource;
  readonly metadata: FileMetaData;
  readonly limits: Required<ParquetLimits>;
  readonly place: ParquetPlace;
}

export interface RowWindow<Row> {
  /** The number of the first row within the file, from 0. */
  readonly first: number;
  readonly rows: readonly Row[];
}

export interface RowRange {
  /** The first row group, from 0. @default 0 */
  readonly firstGroup?: number;
  /** The row group after the last. @default the number of row groups */
  readonly endGroup?: number;
}

/** The same rows of several columns. */
export interface ColumnWindow<Value> {
  /** The number of the first row within the file, from 0. */
  readonly first: number;
  readonly count: number;
  readonly columns: ReadonlyMap<Leaf, LeafRows<Value>>;
}

/** The columns to read of each row, and the form of the result. */
export interface RowReading<Value, Row extends Value> {
  readonly fields: readonly Field[];
  readonly builder: RowBuilder<Value, Row>;
  readonly readerOf: ReaderOf<Value>;
  /** Called after each row with its number within the file. */
  readonly onRow?: (row: number) => void;
}

type ReaderOf<Value> = (element: Leaf['element']) => LeafReader<Value>;

/** The maximum of rows in a window. Collecting the garbage of 8,192 rows takes half of the time, of 2,048 little. */
const windowRows = 2_048;

/** Windows of large rows have fewer rows, so that they take about this much memory. */
export const windowBytes = 8_388_608;

/** Reads rows in windows: memory holds one window, and one page of each column. @throws ParquetError */
export async function* readWindows<Value, Row extends Value>(
  file: ReadableFile,
  { fields, builder, readerOf, onRow }: RowReading<Value, Row>,
  range: RowRange,
): AsyncGenerator<RowWindow<Row> & { readonly rows: Row[] }> {
  const assembler = createAssembler(fields, builder);
  for await (const window of readColumnWindows(file, leavesOf(fields), readerOf, range)) {
    const { first, count, columns } = window;
    const rows = parsing(file.place, () => assembler.rows(count, columns, (index) => onRow?.(first + index)));
    yield { first, rows };
  }
}

/** Reads columns in windows of rows. @throws ParquetError */
export async function* readColumnWindows<Value>(
  file: ReadableFile,
  leaves: readonly Leaf[],
  readerOf: ReaderOf<Value>,
  { firstGroup = 0, endGroup = Number.POSITIVE_INFINITY }: RowRange,
): AsyncGenerator<ColumnWindow<Value>> {
  const budget = createPageBudget(file.limits);
  let first = 0;
  for (const [rowGroup, group] of file.metadata.row_groups.entries()) {
    const end = first + Number(group.num_rows);
    if (rowGroup >= firstGroup && rowGroup < endGroup) {
      const chunks = leaves.map((leaf): readonly [Leaf, ChunkRows<Value>] => [
        leaf,
        readChunkRows(chunkOf(file, { leaf, rowGroup, reader: readerOf(leaf.element), budget })),
      ]);
      try {
        const step = rowsPerWindow(group, leaves);
        for (let start = first; start < end; start += step) {
          const count = Math.min(step, end - start);
          yield { first: start, count, columns: await readColumns(chunks, count) };
        }
        await Promise.all(chunks.map(([, chunk]) => chunk.end()));
      } finally {
        for (const [, chunk] of chunks) chunk.close();
      }
    }
    first = end;
  }
}

async function readColumns<Value>(
  chunks: readonly (readonly [Leaf, ChunkRows<Value>])[],
  rows: number,
): Promise<ReadonlyMap<Leaf, LeafRows<Value>>> {
  const read = async ([leaf, chunk]: readonly [Leaf, ChunkRows<Value>]): Promise<[Leaf, LeafRows<Value>]> => [
    leaf,
    await chunk.read(rows),
  ];
  return new Map(await Promise.all(chunks.map(read)));
}

function rowsPerWindow({ columns, num_rows }: RowGroup, leaves: readonly Leaf[]): number {
  const bytes = leaves.reduce(
    (total, { column }) => total + Number(columns[column]?.meta_data?.total_uncompressed_size ?? 0),
    0,
  );
  const fitting = Math.floor((windowBytes * Number(num_rows)) / Math.max(bytes, 1));
  return Math.min(windowRows, Math.max(fitting, 1));
}

interface ChunkChoice<Value> {
  readonly leaf: Leaf;
  readonly rowGroup: number;
  readonly reader: LeafReader<Value>;
  readonly budget: PageBudget;
}

/** Finds a column in a row group. @throws ParquetError if it can't be read */
function chunkOf<Value>(file: ReadableFile, choice: ChunkChoice<Value>): ColumnChunk<Value> {
  const { leaf, rowGroup } = choice;
  const place = { file: file.place.file, column: leaf.label, rowGroup };
  // Damaged metadata lacks parts that its type promises.
  return parsing(place, () => findChunk(file, choice, place));
}

function findChunk<Value>(
  { source, metadata }: ReadableFile,
  { leaf, rowGroup, reader, budget }: ChunkChoice<Value>,
  place: ParquetPlace,
): ColumnChunk<Value> {
  const chunk = metadata.row_groups[rowGroup]?.columns[leaf.column];
  const meta = chunk?.meta_data;
  if (chunk?.crypto_metadata !== undefined || chunk?.encrypted_column_metadata !== undefined) {
    throw parquetError('PARQUET_UNSUPPORTED', place, 'it is encrypted', { advice: 'Decrypt it first.' });
  }
  if (meta === undefined || meta.path_in_schema.join('\n') !== leaf.path.join('\n')) {
    throw parquetError('PARQUET_INVALID', place, 'the metadata lacks it, or has another column in its place');
  }
  if (chunk?.file_path !== undefined) {
    throw parquetError('PARQUET_UNSUPPORTED', place, `its values are in another file (${chunk.file_path})`);
  }
  if (leaf.isVariant) {
    const advice = 'Convert it to JSON or to ordinary columns first.';
    throw parquetError('PARQUET_UNSUPPORTED', place, 'it is a VARIANT', { advice });
  }
  return { source, leaf, meta, reader, budget, place };
}

/** Counts against these limits. */
export function createPageBudget({ maxPageBytes, maxOpenBytes }: Required<ParquetLimits>): PageBudget {
  let open = 0;
  return {
    take(bytes, place) {
      if (bytes > maxPageBytes) {
        throw tooLarge(
          place,
          `a page would take ${bytes} bytes when decompressed, and the limit is ${maxPageBytes}`,
        );
      }
      if (open + bytes > maxOpenBytes) {
        const sum = open + bytes;
        throw tooLarge(
          place,
          `the pages of its columns would take ${sum} bytes together, and the limit is ${maxOpenBytes}`,
        );
      }
      open += bytes;
    },
    release(bytes) {
      open -= bytes;
    },
  };
}

function tooLarge(place: ParquetPlace, problem: string): Error {
  const advice =
    'If you trust the source of the file, rewrite it with smaller pages, for example with pyarrow: ' +
    'pq.write_table(table, path, data_page_size=1_000_000, write_batch_size=64).';
  return parquetError('PARQUET_TOO_LARGE', place, problem, { advice });
}
