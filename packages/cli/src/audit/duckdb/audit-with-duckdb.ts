import type { DuckDBConnection } from '@duckdb/node-api';
import { CommandError } from '../../command-error.js';
import { auditFile, auditFiles, isSystemError, type Run } from '../audit-with-js.js';
import type { AuditInput, AuditReport, AuditSettings, FileFindings } from '../engine.js';
import { UnreadableFile } from '../engine.js';
import { formatOfName } from '../inputs/open-input.js';
import type { RowSplit } from '../output/split-rows.js';
import { auditJsonl } from './audit-jsonl.js';
import { auditParquet } from './audit-parquet.js';
import { isParquet, isParquetName } from './is-parquet.js';
import { withDuckdb } from './open-duckdb.js';
import { openParquetSplit } from './parquet-split.js';

/**
 * Audits Parquet, and counts plain JSONL by SQL. Whatever SQL can't be trusted with is read row by row, as by the other
 * engine, so that both say the same: tables, zipped files, files with a corrupt row, and every row where a ledger or an
 * output asks for each.
 *
 * @throws CommandError `USAGE` where `@duckdb/node-api` is missing, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function auditWithDuckdb(
  inputs: readonly AuditInput[],
  settings: AuditSettings,
): Promise<AuditReport> {
  const { out, rejects } = settings.split;
  if (!isParquetName(out) && !isParquetName(rejects)) {
    return withDuckdb(what, (connection) =>
      auditFiles('duckdb', inputs, settings, (input, _, run) => auditOne(connection, input, settings, run)),
    );
  }
  for (const input of inputs) if (!(await isParquet(input))) throw onlyFromParquet(input);
  return withDuckdb(what, (connection) => auditIntoParquet(connection, inputs, settings));
}

const what = 'This audit';

function onlyFromParquet({ path }: AuditInput): CommandError {
  const message = `Rows are written as Parquet only where all of them come from Parquet, and ${path} is none. Name the outputs .jsonl.`;
  return new CommandError('USAGE', message, { details: { path } });
}

/** What is not to become Parquet is written as ever. */
async function auditIntoParquet(
  connection: DuckDBConnection,
  inputs: readonly AuditInput[],
  settings: AuditSettings,
): Promise<AuditReport> {
  const parquet = await openParquetSplit(connection, settings.split);
  const others = (path: string | null): string | null => (isParquetName(path) ? null : path);
  const split = { out: others(settings.split.out), rejects: others(settings.split.rejects) };
  const report = await auditFiles('duckdb', inputs, { ...settings, split }, (input, _, run) => {
    const { add } = parquet.of(input.path);
    const both: RowSplit = {
      ...(run.split ?? nowhere),
      add: (side, at, value) => {
        run.split?.add(side, at, value);
        add(side, at, value);
      },
    };
    return auditOne(connection, input, settings, { ...run, split: both });
  });
  await parquet.finish();
  return report;
}

const nowhere: Omit<RowSplit, 'add'> = {
  addBytes: () => {},
  separate: () => {},
  flush: async () => {},
  finish: async () => {},
  abandon: async () => {},
};

async function auditOne(
  connection: DuckDBConnection,
  input: AuditInput,
  settings: AuditSettings,
  run: Run,
): Promise<FileFindings> {
  const found = (await isParquet(input))
    ? await auditParquet(connection, input.path, settings, run)
    : await countBySql(connection, input, settings, run);
  if (found === null) return auditFile(input, settings, run);
  const { rows, bytes } = run.done;
  settings.onProgress({ rows: rows + found.file.rows, bytes: bytes + (found.file.bytes ?? 0) });
  return found;
}

async function countBySql(
  connection: DuckDBConnection,
  input: AuditInput,
  settings: AuditSettings,
  { ledger, split }: Run,
): Promise<FileFindings | null> {
  const told = input.format ?? formatOfName(input.path);
  if (ledger !== null || split !== null || (told !== null && told !== 'jsonl')) return null;
  return auditJsonl(connection, input, settings).catch((error: unknown) => {
    // The other engine says it, as ever.
    if (error instanceof UnreadableFile || isSystemError(error)) return null;
    throw error;
  });
}
