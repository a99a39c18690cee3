import { createHash } from 'node:crypto';
import { isObject, type Receipt } from '@distillable/core';

/** One line of a ledger. */
export interface LedgerEntry {
  readonly v: 1;
  /** From 1, one more with each entry, through all files of a ledger. */
  readonly seq: number;
  /** When it was given to the ledger, by the clock of the machine: ISO 8601, UTC. `seq` tells the order, not this. */
  readonly time: string;
  /** SHA-256 (hexadecimal) of the line before, without its newline; 64 zeros in the first one. */
  readonly prev: string;
  /** Version of `@distillable/core`. */
  readonly version: string;
  /** What a crash had left at the end of the file, and where it was moved. */
  readonly torn?: TornNote;
  /** Set where the archive does not have the catalog that the receipt names. */
  readonly snapshotMissing?: true;
  readonly receipt: Receipt;
}

/** Bytes that were no whole line. */
export interface TornNote {
  /** Name of the file beside the ledger that has them now. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The `prev` of the first entry. */
export const genesis: string = '0'.repeat(64);

/** SHA-256 in hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a line; null where it is no entry. */
export function parseEntry(line: Buffer): LedgerEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line.toString());
  } catch {
    return null;
  }
  return isEntry(value) ? value : null;
}

function isEntry(value: unknown): value is LedgerEntry {
  if (!isObject(value) || value['v'] !== 1) return false;
  const { seq, time, prev, version, receipt } = value;
  return (
    Number.isSafeInteger(seq) &&
    Number(seq) >= 1 &&
    typeof time === 'string' &&
    isHash(prev) &&
    typeof version === 'string' &&
    isReceipt(receipt)
  );
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** As much of a receipt as readers of a ledger rely on. */
function isReceipt(value: unknown): value is Receipt {
  if (!isObject(value)) return false;
  const { id, outcome, served, reasons, textHashes, catalog } = value;
  return (
    (id === null || typeof id === 'string') &&
    typeof outcome === 'string' &&
    areObjectsWith('model', served) &&
    areObjectsWith('code', reasons) &&
    (textHashes === null || (Array.isArray(textHashes) && textHashes.every(isHash))) &&
    (catalog === null || (isObject(catalog) && typeof catalog['digest'] === 'string'))
  );
}

function areObjectsWith(key: string, list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => isObject(each) && typeof each[key] === 'string');
}

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

/** A line's place in the chain. */
export interface ChainLink {
  readonly seq: number;
  readonly prev: string;
  /** SHA-256 of the line itself. */
  readonly hash: string;
}

/** Tells of each entry whether it follows the one before. */
export class ChainCheck {
  #seq = 0;
  #head = genesis;

  /** The hash of the last line that was looked at. */
  get head(): string {
    return this.#head;
  }

  follows({ seq, prev, hash }: ChainLink): boolean {
    const isNext = seq === this.#seq + 1 && prev === this.#head;
    this.#seq = seq;
    this.#head = hash;
    return isNext;
  }
}
