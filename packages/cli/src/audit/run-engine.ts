import { CommandError } from '../command-error.js';
import { auditWithJs } from './audit-with-js.js';
import { isParquetName } from './duckdb/is-parquet.js';
import { suitsDuckdb } from './duckdb/suits-duckdb.js';
import type { AuditInput, AuditReport, AuditSettings } from './engine.js';
import { formatOfName } from './inputs/open-input.js';

/**
 * Runs the engine that is asked for, or that suits the files.
 *
 * @throws CommandError `USAGE`
 */
export async function runEngine(
  inputs: readonly AuditInput[],
  settings: AuditSettings,
  engine: 'auto' | 'js' | 'duckdb',
): Promise<AuditReport> {
  const parquet = inputs.find(({ path, format }) => (format ?? formatOfName(path)) === 'parquet');
  if (parquet !== undefined && engine === 'js') {
    throw new CommandError('USAGE', `${parquet.path} is Parquet, which only --engine duckdb reads.`);
  }
  const { out, rejects } = settings.split;
  const usesDuckdb =
    engine === 'duckdb' ||
    // Only it writes Parquet, and it says where it can't.
    isParquetName(out) ||
    isParquetName(rejects) ||
    (engine === 'auto' && (await suitsDuckdb(inputs)));
  if (!usesDuckdb) return auditWithJs(inputs, settings);
  const { auditWithDuckdb } = await import('./duckdb/audit-with-duckdb.js');
  return auditWithDuckdb(inputs, settings);
}
