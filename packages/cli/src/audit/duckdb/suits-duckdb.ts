import { stat } from 'node:fs/promises';
import type { AuditInput } from '../engine.js';
import { formatOfName } from '../inputs/open-input.js';
import { isParquet } from './is-parquet.js';
import { hasDuckdb } from './open-duckdb.js';

/** Bytes from which a JSONL is worth a database: below, it is read in a few seconds anyway. */
const largeBytes = 2_147_483_648;

/** Whether inputs are better audited by DuckDB: Parquet always; large JSONL where it is installed. */
export async function suitsDuckdb(inputs: readonly AuditInput[]): Promise<boolean> {
  for (const input of inputs) if (await isParquet(input)) return true;
  for (const input of inputs) if (await isLargeJsonl(input)) return hasDuckdb();
  return false;
}

async function isLargeJsonl({ path, format }: AuditInput): Promise<boolean> {
  // Zipped ones are read by the other engine.
  if (path === '-' || /\.(?:gz|gzip|zst|zstd)$/i.test(path)) return false;
  if ((format ?? formatOfName(path)) !== 'jsonl') return false;
  const size = await stat(path).then(
    (facts) => facts.size,
    () => 0,
  );
  return size >= largeBytes;
}
