import type { Row } from '../fields/row-fields.js';

/** How rows are written, apart from being compressed. */
export type AuditFormat = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet';

/** Where a row stands. One object that is used again for each row: copy what you keep. */
export interface RowAt {
  /** From 1. */
  line: number;
  /** Byte offset in the decompressed file; null where the format has none. */
  offset: number | null;
  /** Holds the line as it came, newline and all, from `start` up to `end`; null where the format has no lines. */
  bytes: Buffer | null;
  start: number;
  end: number;
}

/** Takes what a reader finds, in the order of the file. Bytes are good only until the call returns. */
export interface RowHandler {
  readonly row: (value: Row, at: RowAt) => void;
  /** `kept` is what to keep of it where there are no bytes. */
  readonly corrupt: (message: string, at: RowAt, kept?: unknown) => void;
  /** Bytes of a line too long to be held, before it is reported as corrupt; and blank lines. */
  readonly other: (kind: 'corrupt' | 'blank', bytes: Buffer) => void;
}

/** Finds the rows of one file. */
export interface RowReader {
  /** Between two calls nothing is held of what went before but an unfinished line. */
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** A file that can't be read on; its message says why, to follow the file's name, without a full stop. */
export class UnreadableFile extends Error {}
