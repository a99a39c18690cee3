import { isUtf8 } from 'node:buffer';
import { isRow, type Row } from '../fields/field-path.js';
import { markLength } from '../read/json-text.js';
import type { RowAt } from '../read/reader.js';
import { openRowFile, type RowFile, type WrittenFile } from './output-file.js';

/** Where rows go by their verdict; null: nowhere. */
export interface SplitTargets {
  readonly out: string | null;
  readonly rejects: string | null;
}

/** Which of the two outputs. */
export type Side = 'out' | 'rejects';

/** The files that were written. */
export type Written = Readonly<Record<Side, WrittenFile | null>>;

/** Writes rows to two files, by their verdicts. */
export interface RowSplit {
  /**
   * Adds a row as it came, or as a line of JSON if its format has no lines.
   *
   * @param note JSON that says why the row goes there, to be added to it; null: it is left as it is
   */
  readonly add: (side: Side, at: RowAt, value: unknown, note: string | null) => void;
  /** Adds an unreadable row to the rejects. `kept` is the rest of it if there are no bytes. */
  readonly addCorrupt: (at: RowAt, kept: unknown, message: string) => void;
  /** Bytes that are not a row. */
  readonly addBytes: (side: Side, bytes: Buffer) => void;
  /** After the last row of an input: its last line may lack a newline. */
  readonly separate: () => void;
  /** Writes the rows that it holds, so that memory is not filled with them. */
  readonly flush: () => Promise<void>;
  /** Puts both files in place, whole. */
  readonly finish: () => Promise<Written>;
  /** Leaves both as they were. Never throws. */
  readonly abandon: () => Promise<void>;
}

/**
 * Opens the outputs; null if there are none.
 *
 * @throws AuditError `OUTPUT_UNWRITABLE`, as does every method but `abandon`
 */
export async function openSplit({ out, rejects }: SplitTargets): Promise<RowSplit | null> {
  if (out === null && rejects === null) return null;
  const opened: Partial<Record<Side, RowFile>> = {};
  const each = async (use: (file: RowFile) => Promise<void>): Promise<void> => {
    for (const file of Object.values(opened)) await use(file);
  };
  const abandon = (): Promise<void> => each((file) => file.discard());
  try {
    if (out !== null) opened.out = await openRowFile(out);
    if (rejects !== null) opened.rejects = await openRowFile(rejects);
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    add(side, at, value, note) {
      const file = opened[side];
      if (file === undefined) return;
      if (note !== null && isRow(value)) return file.add(annotateRow(at, value, note));
      const { line, bytes, start, end } = at;
      if (bytes === null) return file.add(Buffer.from(`${JSON.stringify(value)}\n`));
      // A byte order mark is good only at the start of a file.
      const mark = line === 1 && !file.isEmpty() ? markLength(bytes, start) : 0;
      file.add(bytes.subarray(start + mark, end));
    },
    addCorrupt: (at, kept, message) => opened.rejects?.add(annotateCorrupt(at, kept, message)),
    addBytes: (side, bytes) => opened[side]?.add(bytes),
    separate: () => {
      for (const file of Object.values(opened)) file.separate();
    },
    flush: () => each((file) => file.flush()),
    finish: async () => {
      await each((file) => file.end());
      return { out: (await opened.out?.commit()) ?? null, rejects: (await opened.rejects?.commit()) ?? null };
    },
    abandon,
  };
}

/** The field, or the column, that says why a row was written where it is. */
export const noteField = 'distillable_audit';

/** A name for the field that is not taken. */
export function freeNoteField(isTaken: (name: string) => boolean): string {
  let name = noteField;
  for (let count = 2; isTaken(name); count += 1) name = `${noteField}_${count}`;
  return name;
}

/**
 * The row as a line of JSON with one more field. What stands in the line already stays byte for byte.
 *
 * @param note as JSON
 */
export function annotateRow({ bytes, start, end }: RowAt, row: Row, note: string): Buffer {
  const field = `${JSON.stringify(freeNoteField((name) => Object.hasOwn(row, name)))}:${note}}\n`;
  const text = bytes === null ? Buffer.from(JSON.stringify(row)) : bytes.subarray(start, end);
  // Of a line that was parsed, the last brace closes the row.
  const body = text.subarray(bytes === null ? 0 : markLength(text, 0), text.lastIndexOf('}'));
  const comma = Object.keys(row).length === 0 ? '' : ',';
  return Buffer.concat([body, Buffer.from(comma + field)]);
}

/** A row that could not be read, as a line of JSON: what is wrong with it, and what there is of it. */
function annotateCorrupt({ line, bytes, start, end }: RowAt, kept: unknown, message: string): Buffer {
  const note = { verdict: 'corrupt', message, line };
  const content = bytes === null ? kept : contentOf(bytes.subarray(start, end));
  return Buffer.from(`${JSON.stringify({ [noteField]: note, content: content ?? null })}\n`);
}

/** Text without its newline; in Base64 what is not UTF-8, so that nothing of it is lost. */
function contentOf(bytes: Buffer): string | { readonly base64: string } {
  const line = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  return isUtf8(line) ? line.toString() : { base64: line.toString('base64') };
}
