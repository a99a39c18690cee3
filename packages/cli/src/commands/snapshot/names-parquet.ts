import { parquetWriteBuffer } from 'hyparquet-writer';
import { type NameRow, nameColumns } from './names.js';

const textColumn = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

const timeColumn = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
} as const;

/** The table as a Parquet file. */
export function namesParquet(rows: readonly NameRow[]): Uint8Array {
  const columns = nameColumns.map((name) => ({
    name,
    repetition_type: 'OPTIONAL' as const,
    ...(name === 'retrieved_at' ? timeColumn : textColumn),
  }));
  const columnData = nameColumns.map((name) => ({
    name,
    data: rows.map((row) => (name === 'retrieved_at' ? new Date(row.retrieved_at) : row[name])),
  }));
  return new Uint8Array(
    parquetWriteBuffer({ columnData, schema: [{ name: 'names', num_children: columns.length }, ...columns] }),
  );
}
