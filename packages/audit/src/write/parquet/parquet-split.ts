import { AuditError, unreadable, unwritable } from '../../audit-error.js';
import { withParquetFile } from '../../read/parquet/with-parquet-file.js';
import type { RowSplit, Side, SplitTargets } from '../split-rows.js';
import { createParquetFile, type ParquetOutput } from './parquet-file.js';
import { type CopyPlan, type CopySource, NotCopyable, planCopy } from './plan-copy.js';

/** An input, and a bit for each of its rows: 1 if the row goes to `out`, 0 if it goes to `rejects`. */
interface Input {
  readonly path: string;
  readonly rows: number;
  readonly bits: Uint8Array;
}

interface Target {
  readonly side: Side;
  readonly path: string;
  readonly output: ParquetOutput;
}

/**
 * Opens Parquet outputs for the rows of Parquet files. It notes which output each row goes to, and copies all rows at the
 * end. If rows can't be copied exactly, it fails before any row is read.
 *
 * @param paths the inputs, in the order in which their rows are added
 * @throws AuditError `USAGE` if rows can't be copied exactly, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function openParquetSplit(paths: readonly string[], targets: SplitTargets): Promise<RowSplit> {
  const { inputs, plan } = await planSplit(paths, targets);
  const outputs: Target[] = [];
  const abandon = async (): Promise<void> => {
    for (const { output } of outputs) await output.discard();
  };
  try {
    for (const side of ['out', 'rejects'] as const) {
      const path = targets[side];
      if (path !== null)
        outputs.push({ side, path, output: await writing(path, createParquetFile(path, plan)) });
    }
  } catch (error) {
    await abandon();
    throw error;
  }
  let current = 0;
  return {
    add(side, { line }) {
      const bits = inputs[current]?.bits;
      if (side === 'out' && bits !== undefined) setBit(bits, line - 1);
    },
    addBytes: () => {},
    separate: () => {
      current += 1;
    },
    flush: async () => {},
    async finish() {
      for (const [index, input] of inputs.entries()) await copyRows(index, input, outputs);
      for (const { path, output } of outputs) await writing(path, output.commit());
    },
    abandon,
  };
}

async function planSplit(
  paths: readonly string[],
  targets: SplitTargets,
): Promise<{ readonly inputs: readonly Input[]; readonly plan: CopyPlan }> {
  const sources: CopySource[] = [];
  const inputs: Input[] = [];
  for (const path of paths) {
    await withParquetFile(path, async ({ rows, leaves, stored }) => {
      sources.push({ name: path, leaves, stored });
      inputs.push({ path, rows, bits: new Uint8Array(Math.ceil(rows / 8)) });
    });
  }
  try {
    return { inputs, plan: planCopy(sources) };
  } catch (cause) {
    if (!(cause instanceof NotCopyable)) throw cause;
    const target = targets.out ?? targets.rejects;
    const message =
      `Cannot write ${target} with the rows unchanged: ${cause.message}. ` +
      'Name the outputs .jsonl, or split the rows by SQL as in docs/join-on-a-cluster.md.';
    throw new AuditError('USAGE', message, { cause, details: { path: String(target) } });
  }
}

async function copyRows(
  index: number,
  { path, rows, bits }: Input,
  outputs: readonly Target[],
): Promise<void> {
  await withParquetFile(path, async (file) => {
    if (file.rows !== rows) throw unreadable(path, 'it was changed while it was audited');
    for await (const { first, count, columns } of file.readColumns()) {
      const window = { count, columns: file.leaves.map((leaf) => columns.get(leaf)) };
      for (const { side, path: target, output } of outputs) {
        const isWanted = (row: number): boolean => hasBit(bits, first + row) === (side === 'out');
        await writing(target, output.add(index, window, isWanted));
      }
    }
  });
}

async function writing<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
}

function hasBit(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}
