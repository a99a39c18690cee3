import { createHash } from 'node:crypto';
import { isObject } from '@distillable/catalog';
import type { Receipt } from '@distillable/core';

/** One line of a ledger. */
export interface LedgerEntry {
  /** Version of this format. */
  readonly v: 1;
  /** From 1, one more with each entry, through all files of a ledger. */
  readonly seq: number;
  /** When the ledger got it, by the clock of the machine: ISO 8601, UTC. The order is that of `seq`, not of this. */
  readonly time: string;
  /** SHA-256 (hexadecimal) of the line before, without its newline; 64 zeros in the first entry. */
  readonly prev: string;
  /** Version of the packages that wrote it: they share one. */
  readonly version: string;
  /** The bytes that a crash had left at the end of the file, and where they were moved. */
  readonly torn?: TornNote;
  /** Set where the catalog that the receipt names is not kept beside the ledger. */
  readonly snapshotMissing?: true;
  /**
   * SHA-256 (hexadecimal) of the file beside the ledger that has the catalog that the receipt names, with all that the
   * digest leaves out, such as `retrievedAt`. Absent where none is kept, and in entries of versions before 2026-11-27.
   */
  readonly snapshotSha256?: string;
  /** As the guard wrote it. */
  readonly receipt: LedgerReceipt;
}

/** A receipt in a ledger: versions before 2026-11-27 wrote neither `hosts` nor `terms`. */
export type LedgerReceipt = Omit<Receipt, 'hosts' | 'terms'> & Partial<Pick<Receipt, 'hosts' | 'terms'>>;

/** Bytes that were not a complete line. */
export interface TornNote {
  /** Name of the file beside the ledger that has them now. */
  readonly file: string;
  /** How many there were. */
  readonly bytes: number;
  /** Their hash, in hexadecimal digits. */
  readonly sha256: string;
}

/** Where a line is. */
export interface LinePlace {
  /** Path of one file of the ledger. */
  readonly file: string;
  /** From 1, in this file. */
  readonly line: number;
  /** Bytes before it, in this file. */
  readonly offset: number;
}

/** The part of an entry that the chain needs. */
export interface ChainLink {
  readonly seq: number;
  readonly prev: string;
  /** SHA-256 of the line itself. */
  readonly hash: string;
}

/** Where a chain goes on. */
export interface ChainEnd {
  /** Of the last entry; 0 where there is none. */
  readonly seq: number;
  /** SHA-256 of the last line. */
  readonly hash: string;
}

/** Where every chain begins. */
export const chainStart: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

/** SHA-256 in hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a line; null where it is not an entry. */
export function parseEntry(line: Buffer): LedgerEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line.toString());
  } catch {
    return null;
  }
  return isEntry(value) ? value : null;
}

/** The link of a line; null where it is not an entry. */
export function parseLink(line: Buffer): ChainLink | null {
  const entry = parseEntry(line);
  return entry === null ? null : linkOf(entry, line);
}

/** The link of an entry, from the line that it was read from. */
export function linkOf({ seq, prev }: LedgerEntry, line: Buffer): ChainLink {
  return { seq, prev, hash: sha256(line) };
}

function isEntry(value: unknown): value is LedgerEntry {
  if (!isObject(value) || value['v'] !== 1) return false;
  const { seq, time, prev, version, receipt, snapshotSha256 } = value;
  return (
    Number.isSafeInteger(seq) &&
    Number(seq) >= 1 &&
    typeof time === 'string' &&
    isHash(prev) &&
    (snapshotSha256 === undefined || isHash(snapshotSha256)) &&
    typeof version === 'string' &&
    isReceipt(receipt)
  );
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The parts of a receipt that readers of a ledger rely on. */
function isReceipt(value: unknown): value is LedgerReceipt {
  if (!isObject(value)) return false;
  const { id, outcome, served, hosts, reasons, textHashes, catalog } = value;
  return (
    (id === null || typeof id === 'string') &&
    typeof outcome === 'string' &&
    areObjectsWith('model', served) &&
    (hosts === undefined || areObjectsWith('host', hosts)) &&
    areObjectsWith('code', reasons) &&
    (textHashes === null || (Array.isArray(textHashes) && textHashes.every(isHash))) &&
    (catalog === null || (isObject(catalog) && typeof catalog['digest'] === 'string'))
  );
}

function areObjectsWith(key: string, list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => isObject(each) && typeof each[key] === 'string');
}
