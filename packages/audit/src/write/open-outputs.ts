import { type AuditError, auditError } from '../audit-error.js';
import type { InputSource } from '../read/open.js';
import { isParquet } from '../read/open.js';
import { openSplit, type RowSplit, type SplitTargets } from './split-rows.js';

/**
 * Opens the outputs by their names; null if there are none.
 *
 * @throws AuditError `USAGE` for a Parquet output if not all inputs are Parquet, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function openOutputs(
  sources: readonly InputSource[],
  { out, rejects }: SplitTargets,
  annotate: boolean,
): Promise<RowSplit | null> {
  const parquet = { out: isParquetName(out) ? out : null, rejects: isParquetName(rejects) ? rejects : null };
  const others = { out: isParquetName(out) ? null : out, rejects: isParquetName(rejects) ? null : rejects };
  if (parquet.out === null && parquet.rejects === null) return openSplit(others);
  for (const source of sources) {
    if (!(await isParquet(source)) || source.remote !== null) throw onlyFromParquet(source);
  }
  const { openParquetSplit } = await import('./parquet/parquet-split.js');
  const paths = sources.map(({ name }) => name);
  const copies = await openParquetSplit(paths, parquet, annotate ? ['out', 'rejects'] : ['rejects']);
  try {
    const lines = await openSplit(others);
    return lines === null ? copies : both(copies, lines);
  } catch (error) {
    await copies.abandon();
    throw error;
  }
}

function onlyFromParquet({ name }: InputSource): AuditError {
  const message = `Rows are written as Parquet only if all of them come from Parquet files on disk, and ${name} is not. Name the outputs .jsonl.`;
  return auditError('USAGE', name, message);
}

function isParquetName(path: string | null): boolean {
  return path !== null && /\.parquet$/i.test(path);
}

function both(one: RowSplit, other: RowSplit): RowSplit {
  const each = async (call: (split: RowSplit) => Promise<void>): Promise<void> => {
    for (const split of [one, other]) await call(split);
  };
  return {
    add(side, at, value, note) {
      one.add(side, at, value, note);
      other.add(side, at, value, note);
    },
    addCorrupt(at, kept, message) {
      one.addCorrupt(at, kept, message);
      other.addCorrupt(at, kept, message);
    },
    addBytes(side, bytes) {
      one.addBytes(side, bytes);
      other.addBytes(side, bytes);
    },
    separate() {
      one.separate();
      other.separate();
    },
    flush: () => each((split) => split.flush()),
    async finish() {
      const [first, second] = [await one.finish(), await other.finish()];
      return { out: first.out ?? second.out, rejects: first.rejects ?? second.rejects };
    },
    abandon: () => each((split) => split.abandon()),
  };
}
