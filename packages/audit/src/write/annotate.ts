import { isUtf8 } from 'node:buffer';
import type { Row } from '../fields/field-path.js';
import { markLength } from '../read/json-text.js';
import type { RowAt } from '../read/reader.js';

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
export function annotateCorrupt({ line, bytes, start, end }: RowAt, kept: unknown, message: string): Buffer {
  const note = { verdict: 'corrupt', message, line };
  const content = bytes === null ? kept : contentOf(bytes.subarray(start, end));
  return Buffer.from(`${JSON.stringify({ [noteField]: note, content: content ?? null })}\n`);
}

/** Text without its newline; in Base64 what is not UTF-8, so that nothing of it is lost. */
function contentOf(bytes: Buffer): string | { readonly base64: string } {
  const line = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  return isUtf8(line) ? line.toString() : { base64: line.toString('base64') };
}
