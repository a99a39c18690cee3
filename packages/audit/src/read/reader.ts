import type { Row } from '../fields/field-path.js';

/** How rows are written, apart from being compressed. */
export type AuditFormat = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet';

/** The place of a row in its file. */
export interface RowAt {
  /** From 1. */
  readonly line: number;
  /** Byte offset in the decompressed file; null where the format has none. */
  readonly offset: number | null;
  /** Holds the line as it came, newline included, from `start` up to `end`; null where the format has no lines. */
  readonly bytes: Buffer | null;
  readonly start: number;
  readonly end: number;
}

/** A place that is a number alone. */
export function rowNumber(line: number): RowAt {
  return { line, offset: null, bytes: null, start: 0, end: 0 };
}

/** Takes what a reader finds, in the order of the file. */
export interface RowHandler {
  /** Whether nothing of the next rows counts but the text at their top-level `model`. @default it is not so */
  readonly readsModelAlone?: () => boolean;
  readonly row: (value: Row, at: RowAt) => void;
  /** `kept` is what to keep of it if there are no bytes; undefined if `other` was given them. */
  readonly corrupt: (message: string, at: RowAt, kept?: unknown) => void;
  /** Bytes of a line too long to be held, before it is reported as corrupt; and blank lines. */
  readonly other: (kind: 'corrupt' | 'blank', bytes: Buffer) => void;
}

/** Finds the rows of one file. */
export interface RowReader {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** A file that can't be read on; its message says why, to follow the file's name, without a full stop. */
export class UnreadableFile extends Error {}
