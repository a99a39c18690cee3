import type { CatalogSnapshot } from '@distillable/catalog';
import type { Receipt, SnapshotSource } from '@distillable/core';
import { AppendQueue } from './append-queue.js';
import type { LedgerEntry } from './ledger-entry.js';
import { unwritable } from './ledger-error.js';
import { openSnapshotArchive, resolveLedgerPath } from './ledger-files.js';
import { type FsyncPolicy, LedgerWriter } from './ledger-writer.js';
import { acquireLock } from './lock-file.js';

/** Options of {@link createLedger}. */
export interface LedgerOptions {
  /**
   * When an entry is made to outlive a power cut. One that was acknowledged outlives a crash of the process anyhow.
   * What each costs was measured on ext4 on a virtual disk, for calls one after the other, and fifty at a time, which
   * share what one costs.
   * - `always`: before it is acknowledged; 1 ms an entry, 0.03 ms at fifty.
   * - `interval`: within a second; 0.09 ms, 0.015 ms at fifty.
   * - `never`: when the system likes; 0.06 ms, 0.01 ms at fifty.
   *
   * @default 'always'
   */
  readonly fsync?: FsyncPolicy;
  /**
   * Bytes from which on a new file is begun; the full one gets the next number (`<file>.1`, `<file>.2` …). A longer entry
   * has a file of its own.
   *
   * @default 268_435_456 (256 MiB)
   */
  readonly maxBytes?: number;
  /** Whether prompts and completions are kept, where a receipt holds them (`receiptContent`). @default false */
  readonly content?: boolean;
  /**
   * The guard's catalog. The snapshot that a receipt names is taken from it, once for each digest; where it has another
   * one by then, the entry says `snapshotMissing`.
   */
  readonly catalog?: SnapshotSource;
  /** Whether the catalogs that receipts name are kept beside the ledger, in `<file>.snapshots`. @default true */
  readonly snapshots?: boolean;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** How a guard makes receipts for a ledger, and where it puts them. */
export interface LedgerReceipts {
  /** Adds a receipt. @throws LedgerError as {@link Ledger.append} does */
  readonly onReceipt: (receipt: Receipt) => Promise<void>;
  /** The ledger's option `content`. */
  readonly content: boolean;
  /** Receipts have the SHA-256 of each completion, so that rows of a dataset can be matched with entries. */
  readonly textHashes: true;
}

/** A ledger that is open for writing. */
export interface Ledger {
  /**
   * Adds a receipt. Calls are written in their order, those that come together at once.
   *
   * @throws LedgerError `LEDGER_UNWRITABLE`, `LEDGER_LOCK_LOST`, `LEDGER_DAMAGED`, `LEDGER_CLOSED`: nothing was added. The
   * next call tries anew
   */
  append(receipt: Receipt): Promise<LedgerEntry>;
  /**
   * What a guard or a proxy that writes here is given: `createGuard({ catalog, receipts: ledger.receipts })`. A response
   * whose receipt can't be added is not handed out.
   */
  readonly receipts: LedgerReceipts;
  /** Keeps a catalog beside the ledger. @throws LedgerError `LEDGER_UNWRITABLE` */
  keepSnapshot(snapshot: CatalogSnapshot): Promise<void>;
  /** Ends what was begun, and lets go of the file. @throws LedgerError `LEDGER_UNWRITABLE` */
  close(): Promise<void>;
}

/**
 * Opens a ledger, or begins one: a file with one receipt a line, each with the hash of the line before. One writer at a
 * time, which a lock beside it (`<file>.lock`) sees to.
 *
 * @throws LedgerError `LEDGER_LOCKED`, `LEDGER_UNWRITABLE`, `LEDGER_DAMAGED`
 * @throws TypeError on an option that can't be meant
 */
export async function createLedger(file: string, options: LedgerOptions = {}): Promise<Ledger> {
  const { fsync = 'always', maxBytes = 268_435_456, content = false, now = Date.now } = options;
  if (!['always', 'interval', 'never'].includes(fsync))
    throw new TypeError('fsync must be always, interval or never.');
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1)
    throw new TypeError('maxBytes must be a whole number from 1 up.');
  try {
    const path = await resolveLedgerPath(file);
    const lock = await acquireLock(`${path}.lock`);
    const writer = new LedgerWriter({ file: path, fsync, maxBytes, now });
    try {
      await writer.open();
      const archive = await openSnapshotArchive(path);
      const isKeeping = options.snapshots !== false;
      const catalog = isKeeping ? options.catalog : undefined;
      const queue = new AppendQueue({ file, lock, writer, archive, catalog, isKeeping, content, fsync, now });
      return ledgerOf(queue, content);
    } catch (error) {
      await writer.close();
      lock.release();
      throw error;
    }
  } catch (error) {
    throw unwritable(file, error);
  }
}

function ledgerOf(queue: AppendQueue, content: boolean): Ledger {
  const onReceipt = async (receipt: Receipt): Promise<void> => {
    await queue.append(receipt);
  };
  return {
    append: (receipt) => queue.append(receipt),
    receipts: { onReceipt, content, textHashes: true },
    keepSnapshot: (snapshot) => queue.keepSnapshot(snapshot),
    close: () => queue.close(),
  };
}
