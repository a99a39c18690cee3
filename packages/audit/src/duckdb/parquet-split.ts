import { randomBytes } from 'node:crypto';
import { rename, unlink } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { unwritable } from '../audit-error.js';
import type { RowSplit, Side, SplitTargets } from '../write/split-rows.js';
import { isParquetName } from './is-parquet.js';
import { sqlPath, sqlText } from './open-duckdb.js';

/** Notes on which side each row is, and copies the rows when all are known, with their types as they are. */
export interface ParquetSplit {
  /** Takes the rows of one file of the audit. */
  readonly of: (path: string) => Pick<RowSplit, 'add'>;
  /** Puts the files in place, whole. @throws AuditError `OUTPUT_UNWRITABLE` */
  readonly finish: () => Promise<void>;
}

/** @param targets where the rows go; names that are not Parquet's are for somebody else */
export async function openParquetSplit(
  connection: DuckDBConnection,
  targets: SplitTargets,
): Promise<ParquetSplit> {
  await connection.run('CREATE TABLE clean (file INTEGER, row_number BIGINT)');
  const appender = await connection.createAppender('clean');
  const paths: string[] = [];
  return {
    of(path) {
      const file = paths.push(path) - 1;
      return {
        add(side, { line }) {
          if (side !== 'out') return;
          appender.appendInteger(file);
          appender.appendBigInt(BigInt(line - 1));
          appender.endRow();
        },
      };
    },
    async finish() {
      appender.closeSync();
      const written: (readonly [string, string])[] = [];
      for (const side of ['out', 'rejects'] as const) {
        const target = targets[side];
        if (!isParquetName(target)) continue;
        const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
        written.push([temporary, target]);
        await guarded(target, written, () => connection.run(copyQuery(paths, side, temporary)));
      }
      for (const [temporary, target] of written) {
        await guarded(target, written, () => rename(temporary, target));
      }
    },
  };
}

/** Rows keep their order. Of files with other columns than the rest, what is missing is null. */
function copyQuery(paths: readonly string[], side: Side, target: string): string {
  const parts = paths.map(
    (path, file) => `SELECT * EXCLUDE (file_row_number)
      FROM read_parquet(${sqlPath(path)}, hive_partitioning = false, file_row_number = true)
      WHERE file_row_number ${side === 'out' ? 'IN' : 'NOT IN'} (SELECT row_number FROM clean WHERE file = ${file})`,
  );
  return `COPY (${parts.join(' UNION ALL BY NAME ')}) TO ${sqlText(target)} (FORMAT parquet)`;
}

async function guarded(
  target: string,
  written: readonly (readonly [string, string])[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (cause) {
    for (const [temporary] of written) await unlink(temporary).catch(() => {});
    throw unwritable(target, cause);
  }
}
