import { writeFile } from 'node:fs/promises';
import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';

/** Writes what DuckDB does not. @param change makes the metadata say something else than the data */
export async function writeColumns(
  path: string,
  columnData: ColumnSource[],
  change: (writer: ParquetWriter) => void = () => {},
): Promise<void> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaFromColumnData({ columnData }) });
  await writer.write({ columnData });
  change(writer);
  await writer.finish();
  await writeFile(path, bytes.getBytes());
}
