import { findDuplicateKey } from '@distillable/catalog';
import type { Row } from '../fields/field-path.js';

/** Longest line that is read, in bytes. */
export const maxLineBytes = 67_108_864;

/** Why a line or a document can't be read; repeats nothing of what it holds. */
export class InvalidText extends Error {}

/**
 * Exact, since it is `JSON.parse`: of a key that occurs twice the last counts, so the caller has to look for these.
 *
 * @throws InvalidText
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
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

/** The length of a byte order mark at that place, which may be at the start of a file; else 0. */
export function markLength(bytes: Buffer, start: number): number {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? 3 : 0;
}

/** Why a row is not judged whose text another reader could read in another way. */
export const ambiguous = 'ambiguous: one object has the same key twice';

/**
 * Whether one object in the text of a row has the same key twice: one reader takes the first, another the last.
 *
 * @param isEnough whether only `model` at its top counts, and {@link findModelKeys} found that it can't be there twice
 */
export function isAmbiguous(text: string, row: Row, isEnough: boolean): boolean {
  return (!isEnough || typeof row['model'] !== 'string') && findDuplicateKey(text) !== null;
}

/**
 * Finds lines in which the key `model` can't be twice: what it ends in is there once, and none of its letters is escaped.
 * That takes a sixth of the time of parsing them, and reading every key takes longer than parsing.
 *
 * @returns whether a part of the text is such a line; to be called for parts in their order
 */
export function findModelKeys(text: string): (start: number, end: number) => boolean {
  if (text.includes('\\u006')) return () => false;
  let found = text.indexOf(keyEnd);
  return (start, end) => {
    while (found >= 0 && found < start) found = text.indexOf(keyEnd, found + 1);
    if (found < 0 || found >= end) return false;
    found = text.indexOf(keyEnd, found + 1);
    return found < 0 || found >= end;
  };
}

const keyEnd = 'model"';
