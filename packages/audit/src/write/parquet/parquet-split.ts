import { auditError, unreadable, writing } from '../../audit-error.js';
import { parquetOnDisk, withParquetFile } from '../../read/parquet/with-parquet-file.js';
import type { WrittenFile } from '../output-file.js';
import type { RowSplit, Side, SplitTargets } from '../split-rows.js';
import { createParquetFile, type ParquetOutput } from './parquet-file.js';
import { type CopyPlan, type CopySource, NotCopyable, planCopy } from './plan-copy.js';

/** An input, and for each of its rows a bit (1 if it goes to `out`, 0 if it goes to `rejects`) and a note. */
interface Input {
  readonly path: string;
  readonly rows: number;
  readonly bits: Uint8Array;
  /** Indexes of {@link Notes.texts}, each plus 1; 0: none. */
  readonly notes: Uint32Array;
}

/** Many rows share a note. */
interface Notes {
  readonly texts: Uint8Array[];
  readonly indexes: Map<string, number>;
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
 * @param annotated which outputs get a note with each row
 * @throws AuditError `USAGE` if rows can't be copied exactly, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function openParquetSplit(
  paths: readonly string[],
  targets: SplitTargets,
  annotated: readonly Side[],
): Promise<RowSplit> {
  const { inputs, planFor } = await planSplit(paths, targets);
  const notes: Notes = { texts: [], indexes: new Map() };
  const outputs: Target[] = [];
  const abandon = async (): Promise<void> => {
    for (const { output } of outputs) await output.discard();
  };
  try {
    for (const side of ['out', 'rejects'] as const) {
      const path = targets[side];
      if (path !== null)
        outputs.push({
          side,
          path,
          output: await writing(path, createParquetFile(path, planFor(annotated.includes(side)))),
        });
    }
  } catch (error) {
    await abandon();
    throw error;
  }
  let current = 0;
  return {
    add(side, { line }, _, note) {
      const input = inputs[current];
      if (input === undefined) return;
      if (side === 'out') setBit(input.bits, line - 1);
      if (note !== null) input.notes[line - 1] = indexOf(note, notes) + 1;
    },
    addCorrupt: () => {},
    addBytes: () => {},
    separate: () => {
      current += 1;
    },
    flush: async () => {},
    async finish() {
      for (const [index, input] of inputs.entries()) await copyRows(index, input, outputs, notes);
      const written: Record<Side, WrittenFile | null> = { out: null, rejects: null };
      for (const { side, path, output } of outputs) written[side] = await writing(path, output.commit());
      return written;
    },
    abandon,
  };
}

async function planSplit(
  paths: readonly string[],
  targets: SplitTargets,
): Promise<{ readonly inputs: readonly Input[]; readonly planFor: (hasNotes: boolean) => CopyPlan }> {
  const sources: CopySource[] = [];
  const inputs: Input[] = [];
  for (const path of paths) {
    await withParquetFile(parquetOnDisk(path), async ({ rows, leaves, stored }) => {
      sources.push({ name: path, leaves, stored });
      inputs.push({ path, rows, bits: new Uint8Array(Math.ceil(rows / 8)), notes: new Uint32Array(rows) });
    });
  }
  try {
    const [plain, annotated] = [planCopy(sources, false), planCopy(sources, true)];
    return { inputs, planFor: (hasNotes) => (hasNotes ? annotated : plain) };
  } catch (cause) {
    if (!(cause instanceof NotCopyable)) throw cause;
    const target = targets.out ?? targets.rejects;
    const message =
      `Cannot write ${target} with the rows unchanged: ${cause.message}. ` +
      'Name the outputs .jsonl, or split the rows by SQL as in docs/join-on-a-cluster.md.';
    throw auditError('USAGE', String(target), message, cause);
  }
}

async function copyRows(
  index: number,
  { path, rows, bits, notes }: Input,
  outputs: readonly Target[],
  { texts }: Notes,
): Promise<void> {
  await withParquetFile(parquetOnDisk(path), async (file) => {
    if (file.rows !== rows) throw unreadable(path, 'it was changed while it was audited');
    for await (const { first, count, columns } of file.readColumns()) {
      const window = { count, columns: file.leaves.map((leaf) => columns.get(leaf)) };
      for (const { side, path: target, output } of outputs) {
        const isWanted = (row: number): boolean => hasBit(bits, first + row) === (side === 'out');
        const noteOf = (row: number): Uint8Array | null => texts[(notes[first + row] ?? 0) - 1] ?? null;
        await writing(target, output.add(index, window, isWanted, noteOf));
      }
    }
  });
}

function indexOf(note: string, { texts, indexes }: Notes): number {
  const known = indexes.get(note);
  if (known !== undefined) return known;
  indexes.set(note, texts.length);
  return texts.push(Buffer.from(note)) - 1;
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
}

function hasBit(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}
