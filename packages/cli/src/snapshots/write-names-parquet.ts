import { randomBytes } from 'node:crypto';
import { rename, unlink } from 'node:fs/promises';
import { sqlText, withDuckdb } from '@distillable/audit';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type NameRow, nameColumns } from '../commands/snapshot/names.js';
import { CommandError, reasonOf } from '../errors.js';

/**
 * Writes the table as Parquet, beside the file first, so that nobody ever reads half of it.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`, `USAGE` where DuckDB is missing
 */
export async function writeNamesParquet(path: string, rows: readonly NameRow[]): Promise<void> {
  await withDuckdb('--format parquet', async (connection) => {
    await fillTable(connection, rows);
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await connection.run(
        `COPY (SELECT * REPLACE (retrieved_at::TIMESTAMPTZ AS retrieved_at) FROM names ORDER BY name) TO ${sqlText(temporary)} (FORMAT parquet)`,
      );
      await rename(temporary, path);
    } catch (cause) {
      await unlink(temporary).catch(() => {});
      const message = `Cannot write ${path}: ${reasonOf(cause)}.`;
      throw new CommandError('OUTPUT_UNWRITABLE', message, { cause, details: { path } });
    }
  });
}

async function fillTable(connection: DuckDBConnection, rows: readonly NameRow[]): Promise<void> {
  await connection.run(`CREATE TABLE names (${nameColumns.map((column) => `${column} VARCHAR`).join(', ')})`);
  const appender = await connection.createAppender('names');
  for (const row of rows) {
    for (const column of nameColumns) {
      const value = row[column];
      if (value === null) appender.appendNull();
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}
