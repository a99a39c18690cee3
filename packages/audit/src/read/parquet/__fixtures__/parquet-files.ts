import { writeFile } from 'node:fs/promises';
import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { openParquet, type OpenParquetOptions, type ParquetFile } from '../open-parquet.js';
import { parquetOnDisk } from '../with-parquet-file.js';

/** Opens a file for the time of `use`. */
export async function withParquet<Result>(
  path: string,
  use: (file: ParquetFile) => Promise<Result>,
  options: Partial<OpenParquetOptions> = {},
): Promise<Result> {
  const source = await parquetOnDisk(path).open();
  try {
    return await use(await openParquet(source, { name: 'data.parquet', ...options }));
  } finally {
    await source.close?.();
  }
}

/** All rows of a file, as objects and as JSON. */
export async function readAll(
  path: string,
  options?: Partial<OpenParquetOptions>,
): Promise<{ readonly rows: readonly unknown[]; readonly texts: readonly string[] }> {
  return withParquet(
    path,
    async (file) => {
      const [rows, texts]: [unknown[], string[]] = [[], []];
      for await (const window of file.readRows()) rows.push(...window.rows);
      for await (const window of file.readTexts()) texts.push(...window.rows);
      return { rows, texts };
    },
    options,
  );
}

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
