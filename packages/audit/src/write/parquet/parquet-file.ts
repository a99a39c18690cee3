import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writeColumn } from 'hyparquet-writer/src/column.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import type { LeafRows } from '../../read/parquet/chunk-rows.js';
import type { RawValue } from '../../read/parquet/leaf-values.js';
import { createOutputFile, type WrittenFile } from '../output-file.js';
import type { CopiedColumn, CopyPlan } from './plan-copy.js';

/** A Parquet file that appears at its path complete, or not at all. */
export interface ParquetOutput {
  /**
   * Adds some of the given rows.
   *
   * @param source the index of the input that has them
   * @param rows all columns of that input, in its order
   * @param isWanted whether to add the row at an index
   * @param noteOf what the note column says about the row at an index
   * @throws the file system's error
   */
  readonly add: (
    source: number,
    rows: { readonly count: number; readonly columns: readonly (LeafRows<RawValue> | undefined)[] },
    isWanted: (index: number) => boolean,
    noteOf: (index: number) => Uint8Array | null,
  ) => Promise<void>;
  /** @throws the file system's error */
  readonly commit: () => Promise<WrittenFile>;
  /** Never throws. */
  readonly discard: () => Promise<void>;
}

/** A row group is written when it has this many rows, or takes this much memory. */
const groupLimits = { rows: 122_880, bytes: 33_554_432 };

const pageBytes = 1_048_576;

/** The entries of a column in a row group so far: one per value, null or empty list. */
interface Entries {
  readonly column: CopiedColumn;
  definitions: number[];
  repetitions: number[];
  values: (RawValue | null)[];
}

/** @throws the file system's error */
export async function createParquetFile(path: string, plan: CopyPlan): Promise<ParquetOutput> {
  const file = await createOutputFile(path);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [...plan.schema],
    kvMetadata: [...plan.notes],
    createdBy: 'distillable',
  });
  const group = plan.columns.map(
    (column): Entries => ({ column, definitions: [], repetitions: [], values: [] }),
  );
  const held = { rows: 0, bytes: 0 };
  const drain = async (): Promise<void> => {
    await file.write(bytes.getBytes());
    bytes.index = 0;
  };
  const endGroup = async (): Promise<void> => {
    const start = bytes.offset;
    const chunks = group.map((entries) => writeChunk(bytes, entries));
    writer.row_groups.push({
      columns: chunks,
      total_byte_size: chunks.reduce(
        (total, { meta_data }) => total + (meta_data?.total_uncompressed_size ?? 0n),
        0n,
      ),
      total_compressed_size: BigInt(bytes.offset - start),
      num_rows: BigInt(held.rows),
    });
    writer.num_rows += BigInt(held.rows);
    Object.assign(held, { rows: 0, bytes: 0 });
    await drain();
  };
  return {
    async add(source, { count, columns }, isWanted, noteOf) {
      let rows = 0;
      for (let index = 0; index < count; index += 1) if (isWanted(index)) rows += 1;
      if (rows === 0) return;
      for (const [place, entries] of group.entries()) {
        if (place === plan.noteColumn) {
          held.bytes += addNotes(entries, count, isWanted, noteOf);
          continue;
        }
        const column = columns[entries.column.sources[source] ?? -1];
        held.bytes += column === undefined ? addNulls(entries, rows) : addEntries(entries, column, isWanted);
      }
      held.rows += rows;
      if (held.rows >= groupLimits.rows || held.bytes >= groupLimits.bytes) await endGroup();
    },
    async commit() {
      if (held.rows > 0) await endGroup();
      await writer.finish();
      await drain();
      return file.commit();
    },
    discard: () => file.discard(),
  };
}

/** @returns about how much memory the entries take, in bytes */
function addEntries(
  { column, definitions, repetitions, values }: Entries,
  { entries, definitions: levels, repetitions: lists, values: stored }: LeafRows<RawValue>,
  isWanted: (index: number) => boolean,
): number {
  const { definition } = column.leaf;
  let [row, value, bytes] = [-1, 0, 0];
  let isKept = false;
  for (let entry = 0; entry < entries; entry += 1) {
    const repetition = lists?.[entry] ?? 0;
    if (repetition === 0) {
      row += 1;
      isKept = isWanted(row);
    }
    const level = levels?.[entry] ?? definition;
    const own = level === definition ? (stored[value++] ?? null) : null;
    if (!isKept) continue;
    definitions.push(level);
    repetitions.push(repetition);
    values.push(own);
    bytes += entryBytes + (own instanceof Uint8Array ? arrayBytes + own.length : 0);
  }
  return bytes;
}

/** Two levels, and a number or a reference to a value. */
const entryBytes = 24;

/** An array of bytes without the bytes. */
const arrayBytes = 160;

function addNotes(
  { definitions, repetitions, values }: Entries,
  count: number,
  isWanted: (index: number) => boolean,
  noteOf: (index: number) => Uint8Array | null,
): number {
  let rows = 0;
  for (let index = 0; index < count; index += 1) {
    if (!isWanted(index)) continue;
    const note = noteOf(index);
    definitions.push(note === null ? 0 : 1);
    repetitions.push(0);
    values.push(note);
    rows += 1;
  }
  // The notes themselves are shared.
  return rows * entryBytes;
}

function addNulls({ definitions, repetitions, values }: Entries, rows: number): number {
  for (let row = 0; row < rows; row += 1) {
    definitions.push(0);
    repetitions.push(0);
    values.push(null);
  }
  return rows * entryBytes;
}

/** Writes the entries of a row group, and empties them. */
function writeChunk(bytes: ByteWriter, entries: Entries): ReturnType<typeof writeColumn>['chunk'] {
  const { leaf, elements } = entries.column;
  const { converted_type: _, logical_type: __, ...physical } = leaf.element;
  const { type } = physical;
  const { chunk } = writeColumn({
    writer: bytes,
    column: {
      columnName: leaf.label,
      // Without annotations, so that the stored values are not converted.
      element: { ...physical, repetition_type: 'REQUIRED' },
      schemaPath: [...elements],
      codec: 'SNAPPY',
      compressors: { SNAPPY: snappyCompress },
      // Minimum and maximum depend on the annotations.
      stats: false,
      pageSize: pageBytes,
      columnIndex: false,
      offsetIndex: false,
      // A dictionary would make one value of 0 and -0.
      ...(type === 'FLOAT' || type === 'DOUBLE' ? { encoding: 'PLAIN' as const } : {}),
    },
    pageData: {
      values: entries.values,
      definitionLevels: leaf.definition === 0 ? [] : entries.definitions,
      repetitionLevels: leaf.repetition === 0 ? [] : entries.repetitions,
      maxDefinitionLevel: leaf.definition,
    },
  });
  Object.assign(entries, { definitions: [], repetitions: [], values: [] });
  return chunk;
}
