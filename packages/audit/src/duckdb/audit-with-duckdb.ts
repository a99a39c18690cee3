import type { DuckDBConnection } from '@duckdb/node-api';
import { AuditError } from '../audit-error.js';
import { type AuditRun, auditAll, auditFile, type FileFindings } from '../audit-file.js';
import type { InputSource } from '../read/open-input.js';
import { openSplit, type RowSplit, type SplitTargets } from '../write/split-rows.js';
import { auditParquet } from './audit-parquet.js';
import { isParquet, isParquetName } from './is-parquet.js';
import { withDuckdb } from './open-duckdb.js';
import { openParquetSplit } from './parquet-split.js';

/** Whether Parquet is read or written. */
export async function needsDuckdb(
  sources: readonly InputSource[],
  { out, rejects }: SplitTargets,
): Promise<boolean> {
  if (isParquetName(out) || isParquetName(rejects)) return true;
  for (const source of sources) if (await isParquet(source)) return true;
  return false;
}

/**
 * Audits Parquet, and other files among it as ever.
 *
 * @throws AuditError `USAGE` where `@duckdb/node-api` is missing, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function auditWithDuckdb(
  sources: readonly InputSource[],
  run: Omit<AuditRun, 'split'>,
  targets: SplitTargets,
  onFile: (found: FileFindings) => void,
): Promise<readonly FileFindings[]> {
  const { out, rejects } = targets;
  if (!isParquetName(out) && !isParquetName(rejects)) {
    const split = await openSplit(targets);
    return withDuckdb(what, (connection) =>
      auditAll(sources, { ...run, split }, (source, each) => auditOne(connection, source, each), onFile),
    );
  }
  for (const source of sources) if (!(await isParquet(source))) throw onlyFromParquet(source);
  return withDuckdb(what, async (connection) => {
    const parquet = await openParquetSplit(connection, targets);
    const others = (path: string | null): string | null => (isParquetName(path) ? null : path);
    const split = await openSplit({ out: others(out), rejects: others(rejects) });
    const auditInto = (source: InputSource, each: AuditRun): Promise<FileFindings> => {
      const { add } = parquet.of(source.name);
      const both: RowSplit = {
        ...(split ?? nowhere),
        add: (side, at, value) => {
          split?.add(side, at, value);
          add(side, at, value);
        },
      };
      return auditOne(connection, source, { ...each, split: both });
    };
    const findings = await auditAll(sources, { ...run, split }, auditInto, onFile);
    await parquet.finish();
    return findings;
  });
}

const what = 'This audit';

function onlyFromParquet({ name }: InputSource): AuditError {
  const message = `Rows are written as Parquet only where all of them come from Parquet, and ${name} is none. Name the outputs .jsonl.`;
  return new AuditError('USAGE', message, { details: { path: name } });
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
  source: InputSource,
  run: AuditRun,
): Promise<FileFindings> {
  return (await isParquet(source)) ? auditParquet(connection, source.name, run) : auditFile(source, run);
}
