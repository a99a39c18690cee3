import { findDuplicateKey } from '@distillable/catalog';
import { isRow, type Row } from '../fields/field-path.js';
import { parsePythonJson } from '../places/json-in-text.js';

/** Longest line that is read, in bytes. */
export const maxLineBytes = 67_108_864;

/** Why a line or a document can't be read. It repeats nothing of the content. */
export class InvalidText extends Error {}

/**
 * Exact, since it is {@link parsePythonJson}: of a key that occurs twice the last counts, so the caller has to look for these.
 *
 * @throws InvalidText
 */
export function parseJson(text: string): unknown {
  try {
    return parsePythonJson(text);
  } catch (error) {
    const [position] = /position \d+/.exec(error instanceof Error ? error.message : '') ?? [];
    throw new InvalidText(position === undefined ? 'not JSON' : `not JSON (at ${position})`);
  }
}

/** Why a line of more bytes is not read. */
export function describeTooLong(maxBytes: number): string {
  return `longer than ${maxBytes / 1_048_576} MiB`;
}

/** Why a value is not a row. */
export function describeNoRow(value: unknown): string {
  return Array.isArray(value) ? 'a list, not an object' : 'not an object';
}

/** The row of a line, or why it is not one. */
export function parseLine(text: string): Row | InvalidText | 'blank' {
  try {
    const value = parseJson(text);
    return isRow(value) ? value : new InvalidText(describeNoRow(value));
  } catch (error) {
    if (!(error instanceof InvalidText)) throw error;
    return /^[ \t\r]*$/.test(text) ? 'blank' : error;
  }
}

/** The length of a byte order mark at that place, which may be at the start of a file; else 0. */
export function markLength(bytes: Uint8Array, start: number): number {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? 3 : 0;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null if the bytes are not UTF-8: they would be read with replacement characters. A byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The parts of a file as one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0)] = parts;
  if (parts.length <= 1) return first;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Why a row is not judged whose text another reader could read in another way. */
export const ambiguous = 'ambiguous: one object has the same key twice';

/**
 * Whether one object in the text of a row has the same key twice: one reader takes the first, another the last.
 *
 * @param text the row's, or a longer one that has it from `start` up to `end`: quicker to search than a part cut out of it
 */
export function isAmbiguous(text: string, row: Row, start = 0, end: number = text.length): boolean {
  return mayHaveKeyTwice(text, row, start, end) && findDuplicateKey(text.slice(start, end)) !== null;
}

/**
 * False only if it can't: there are as many places in the text that may end a key as keys in what was parsed. To read
 * every key of the text takes longer than to parse it.
 */
function mayHaveKeyTwice(text: string, row: Row, start: number, end: number): boolean {
  let ends = 0;
  for (let at = text.indexOf(':', start); at >= 0 && at < end; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) <= space) before -= 1;
    if (text.charCodeAt(before) === quote) ends += 1;
  }
  return ends !== countKeys(row, 0);
}

const quote = 0x22;
/** The last of JSON's white space. */
const space = 0x20;

/** Deeper values are read to their end by other means. */
const maxDepth = 200;

function countKeys(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > maxDepth) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) for (const each of value) count += countKeys(each, depth + 1);
  else if (isRow(value)) for (const key in value) count += 1 + countKeys(value[key], depth + 1);
  return count;
}
