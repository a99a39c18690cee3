import { isAscii, isUtf8 } from 'node:buffer';
import { isRow, type Row } from '../fields/row-fields.js';

/** Longest line that is read, in bytes. */
export const longestLine = 67_108_864;

/** Why a line can't be read. */
export class CorruptLine extends Error {}

/**
 * Parses a line as the object that a row is. Exact, since it is `JSON.parse`: of a key that occurs twice the last counts,
 * and escaped keys are read.
 *
 * @throws CorruptLine, with a message that repeats nothing of what the line holds
 */
export function parseRow(bytes: Buffer): Row {
  const value = parseJsonText(bytes);
  if (isRow(value)) return value;
  throw new CorruptLine(Array.isArray(value) ? 'a list, not an object' : 'not an object');
}

/** Null for anything else than a row. */
export function tryRow(text: string): Row | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRow(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * ASCII is read much faster as Latin-1. What is not UTF-8 would be read with replacement characters.
 *
 * @throws CorruptLine
 */
export function parseJsonText(bytes: Buffer): unknown {
  if (isAscii(bytes)) return parseJson(bytes.toString('latin1'));
  if (!isUtf8(bytes)) throw new CorruptLine('not UTF-8');
  return parseJson(bytes.toString('utf8'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [position] = /position \d+/.exec(error instanceof Error ? error.message : '') ?? [];
    throw new CorruptLine(position === undefined ? 'not JSON' : `not JSON (at ${position})`);
  }
}
