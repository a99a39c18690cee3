/** What is wrong with a line. Codes are API. */
export type LedgerProblemCode =
  /** It is not the line that the next one was chained to. */
  | 'EDITED'
  /** Entries before it are missing. */
  | 'REMOVED'
  /** It stands elsewhere than it was written. */
  | 'REORDERED'
  /** An entry with its number was there before. */
  | 'DUPLICATED'
  /** It has no newline at its end: a crash tore it, or it is being written right now. */
  | 'TORN'
  /** It is no entry. */
  | 'UNREADABLE';

/** Where a line stands. */
export interface LinePlace {
  readonly file: string;
  /** From 1, in this file. */
  readonly line: number;
  /** Bytes before it, in this file. */
  readonly offset: number;
}

/** Something that a ledger must not have. */
export interface LedgerProblem extends LinePlace {
  readonly code: LedgerProblemCode;
  /** For people. */
  readonly message: string;
}
