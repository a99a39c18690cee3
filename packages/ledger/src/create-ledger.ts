import { readFile } from 'node:fs/promises';
import { checkOptions, isObject, type OptionRule } from '@distillable/catalog';
import type { Receipt, ReceiptOptions, SnapshotSource } from '@distillable/core';
import { AppendQueue } from './append-queue.js';
import type { LedgerEntry } from './entry.js';
import { unwritable } from './errors.js';
import { resolveLedgerPath } from './ledger-files.js';
import { acquireLock } from './lock-file.js';
import { openSnapshotArchive } from './snapshot-archive.js';
import { type FsyncPolicy, LedgerWriter } from './writer.js';

/** Options of {@link createLedger}. */
export interface LedgerOptions {
  /**
   * When an entry is made to outlive a power cut. It outlives a crash of the process as soon as it is acknowledged. The
   * costs were measured on ext4 on a virtual disk, for calls one after the other, and for fifty at a time, which share
   * one sync.
   * - `always`: before it is acknowledged; 1 ms an entry, 0.03 ms at fifty.
   * - `interval`: within a second; 0.09 ms, 0.015 ms at fifty.
   * - `never`: when the system writes it; 0.06 ms, 0.01 ms at fifty.
   *
   * @default 'always'
   */
  readonly fsync?: FsyncPolicy;
  /**
   * Size at which a new file is started; the full one gets the next number (`<file>.1`, `<file>.2` …). An entry that is
   * longer has a file of its own.
   *
   * @default 268_435_456 (256 MiB)
   */
  readonly maxBytes?: number;
  /** Whether prompts and completions are kept. @default false */
  readonly content?: boolean;
  /**
   * The guard's catalog. The snapshot that a receipt names is taken from it, once for each digest; if it has another one
   * by then, the entry has `snapshotMissing`.
   */
  readonly catalog?: SnapshotSource;
  /** Whether the catalogs that receipts name are kept beside the ledger, in `<file>.snapshots`. @default true */
  readonly snapshots?: boolean;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

const ledgerRules: Readonly<Record<keyof LedgerOptions, OptionRule>> = {
  fsync: { oneOf: ['always', 'interval', 'never'] },
  maxBytes: { min: 1, max: Number.MAX_SAFE_INTEGER, isWhole: true },
  content: 'boolean',
  catalog: { methods: ['snapshot'], such: 'createCatalog()' },
  snapshots: 'boolean',
  now: 'function',
};

/** A ledger that is open for writing. */
export interface Ledger {
  /**
   * Adds a receipt; resolves when it is in the file. Calls are written in their order, those that come together at once.
   *
   * @throws LedgerError `LEDGER_UNWRITABLE`, `LEDGER_LOCK_LOST`, `LEDGER_DAMAGED`, `LEDGER_CLOSED`: nothing was added. The
   * next call tries again
   */
  append(receipt: Receipt): Promise<LedgerEntry>;
  /**
   * For a guard or a proxy that writes here: `createGuard({ catalog, receipts: ledger.receipts })`. A response whose
   * receipt can't be added is not handed out. Receipts have the SHA-256 of each completion, and prompts and completions
   * if the ledger keeps them.
   */
  readonly receipts: Required<ReceiptOptions>;
  /** Writes what was added before, and lets go of the file. Idempotent. @throws LedgerError `LEDGER_UNWRITABLE` */
  close(): Promise<void>;
}

/**
 * Opens a ledger, or starts one: a file with one receipt a line, each with the hash of the line before. It has one writer
 * at a time, which a lock file beside it (`<file>.lock`) ensures among the processes of one host; file systems that
 * several hosts share are not supported.
 *
 * @example
 * const catalog = createCatalog();
 * const ledger = await createLedger('ledger.jsonl', { catalog });
 * const guard = createGuard({ catalog, receipts: ledger.receipts });
 *
 * @throws LedgerError `LEDGER_LOCKED`, `LEDGER_UNWRITABLE`, `LEDGER_DAMAGED`
 * @throws TypeError if an option is unknown or invalid
 */
export async function createLedger(file: string, options: LedgerOptions = {}): Promise<Ledger> {
  checkOptions('createLedger', { file }, { file: 'string' }, ['file']);
  checkOptions('createLedger', options, ledgerRules);
  const {
    fsync = 'always',
    maxBytes = 268_435_456,
    content = false,
    snapshots = true,
    now = Date.now,
  } = options;
  const version = await readVersion();
  try {
    const path = await resolveLedgerPath(file);
    const lock = await acquireLock(`${path}.lock`);
    const writer = new LedgerWriter({ file: path, fsync, maxBytes, now });
    try {
      await writer.open();
      const archive = snapshots ? await openSnapshotArchive(path) : null;
      const { catalog } = options;
      const queue = new AppendQueue({ file, lock, writer, archive, catalog, content, fsync, now, version });
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
  const append: Ledger['append'] = (receipt) => queue.append(receipt);
  return {
    append,
    receipts: { onReceipt: append, content, textHashes: true },
    close: () => queue.close(),
  };
}

/** The version of this package, which is that of all packages. */
async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return isObject(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown';
}
