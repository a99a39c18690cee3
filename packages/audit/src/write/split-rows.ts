import type { RowAt } from '../read/reader.js';
import { openRowFile, type RowFile } from './row-file.js';

/** Where rows go by their verdict; null: nowhere. */
export interface SplitTargets {
  readonly out: string | null;
  readonly rejects: string | null;
}

/** Which of the two outputs. */
export type Side = 'out' | 'rejects';

/** Writes rows to two files, by what was found of them. */
export interface RowSplit {
  /** A row, as it came, or where its format has no lines as a line of JSON. */
  readonly add: (side: Side, at: RowAt, value: unknown) => void;
  /** Bytes that are no row. */
  readonly addBytes: (side: Side, bytes: Buffer) => void;
  /** After the last row of an input: its last line may lack a newline. */
  readonly separate: () => void;
  /** To be awaited before the bytes of the rows are given up. */
  readonly flush: () => Promise<void>;
  /** Puts both files in place, whole. */
  readonly finish: () => Promise<void>;
  /** Leaves both as they were. Never throws. */
  readonly abandon: () => Promise<void>;
}

/**
 * Opens the outputs; null where none is asked for.
 *
 * @throws AuditError `OUTPUT_UNWRITABLE`, as does every method but `abandon`
 */
export async function openSplit({ out, rejects }: SplitTargets): Promise<RowSplit | null> {
  if (out === null && rejects === null) return null;
  const opened: Partial<Record<Side, RowFile>> = {};
  const each = async (use: (file: RowFile) => Promise<void>): Promise<void> => {
    for (const file of Object.values(opened)) await use(file);
  };
  const abandon = (): Promise<void> => each((file) => file.abandon());
  try {
    if (out !== null) opened.out = await openRowFile(out);
    if (rejects !== null) opened.rejects = await openRowFile(rejects);
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    add(side, { line, bytes, start, end }, value) {
      const file = opened[side];
      if (file === undefined) return;
      if (bytes === null) file.addWhole(Buffer.from(`${JSON.stringify(value)}\n`));
      // A byte order mark is good only at the start of a file.
      else file.add(bytes, line === 1 && !file.isEmpty() && hasMark(bytes, start) ? start + 3 : start, end);
    },
    addBytes: (side, bytes) => opened[side]?.add(bytes, 0, bytes.length),
    separate: () => {
      for (const file of Object.values(opened)) file.separate();
    },
    flush: () => each((file) => file.flush()),
    finish: async () => {
      await each((file) => file.end());
      await each((file) => file.putInPlace());
    },
    abandon,
  };
}

function hasMark(bytes: Buffer, start: number): boolean {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
}
