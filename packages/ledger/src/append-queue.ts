import type { CatalogSnapshot } from '@distillable/catalog';
import type { Receipt, SnapshotSource } from '@distillable/core';
import type { LedgerEntry } from './ledger-entry.js';
import { LedgerError, unwritable } from './ledger-error.js';
import type { SnapshotArchive } from './ledger-files.js';
import { snapshotPath } from './ledger-files.js';
import type { FsyncPolicy, LedgerWriter, LineMaker } from './ledger-writer.js';
import type { LockFile } from './lock-file.js';
import { readVersion } from './read-version.js';

/** What a queue works with. */
export interface QueueSettings {
  /** As the user names it. */
  readonly file: string;
  readonly lock: LockFile;
  readonly writer: LedgerWriter;
  readonly archive: SnapshotArchive;
  readonly catalog: SnapshotSource | undefined;
  /** Whether catalogs are to be kept. */
  readonly isKeeping: boolean;
  readonly content: boolean;
  readonly fsync: FsyncPolicy;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A receipt on its way into the file. */
interface Pending {
  readonly receipt: Receipt;
  /** The receipt as JSON, as it was when it was given. */
  readonly text: string;
  readonly time: string;
  entry: LedgerEntry | null;
  readonly resolve: (entry: LedgerEntry) => void;
  readonly reject: (error: unknown) => void;
}

/** Receipts that are made lines at once. */
const mostAtOnce = 1_000;
/** Milliseconds between two syncs of `fsync: 'interval'`. */
const syncInterval = 1_000;

/** Puts calls that come at once into an order, and writes them a batch at a time. */
export class AppendQueue {
  readonly #settings: QueueSettings;
  readonly #version = readVersion();
  readonly #pending: Pending[] = [];
  /** Whatever touches files, one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #isDraining = false;
  #syncTimer: NodeJS.Timeout | null = null;
  #closing: Promise<void> | null = null;

  constructor(settings: QueueSettings) {
    this.#settings = settings;
  }

  append(receipt: Receipt): Promise<LedgerEntry> {
    return new Promise((resolve, reject) => {
      if (this.#closing !== null) throw closed(this.#settings.file);
      const { content: _, ...withoutContent } = receipt;
      const kept = this.#settings.content ? receipt : withoutContent;
      const time = new Date(this.#settings.now()).toISOString();
      this.#pending.push({ receipt: kept, text: JSON.stringify(kept), time, entry: null, resolve, reject });
      if (this.#isDraining) return;
      this.#isDraining = true;
      void this.#inTurn(() => this.#drain());
    });
  }

  keepSnapshot(snapshot: CatalogSnapshot): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closing !== null) throw closed(this.#settings.file);
      await this.#settings.archive.keep(snapshot).catch((error: unknown) => {
        throw unwritable(this.#settings.file, error);
      });
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#inTurn(async () => {
      const { writer, lock, fsync, file } = this.#settings;
      if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
      try {
        if (fsync !== 'never') await writer.sync();
        await writer.close();
      } catch (error) {
        throw unwritable(file, error);
      } finally {
        lock.release();
      }
    });
    return this.#closing;
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #drain(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.slice(0, mostAtOnce);
      try {
        const written = await this.#write(batch);
        for (const { entry, resolve } of this.#pending.splice(0, written)) if (entry !== null) resolve(entry);
      } catch (error) {
        const told = unwritable(this.#settings.file, error);
        for (const { reject } of this.#pending.splice(0, batch.length)) reject(told);
      }
    }
    this.#isDraining = false;
  }

  async #write(batch: readonly Pending[]): Promise<number> {
    const { writer, lock, fsync } = this.#settings;
    await this.#keepCatalogs(batch);
    if (!lock.isHeld()) throw lockLost(this.#settings.file);
    const written = await writer.write(batch.map((pending) => this.#lineMaker(pending)));
    if (fsync === 'interval') this.#syncSoon();
    return written;
  }

  /** Where it fails, the next batch tries first, and fails if it can't be done then either. */
  #syncSoon(): void {
    this.#syncTimer ??= setTimeout(() => {
      this.#syncTimer = null;
      this.#inTurn(() => this.#settings.writer.sync()).catch(() => {});
    }, syncInterval).unref();
  }

  async #keepCatalogs(batch: readonly Pending[]): Promise<void> {
    const { file, archive, catalog } = this.#settings;
    if (catalog === undefined) return;
    const isMissing = ({ receipt }: Pending): boolean =>
      receipt.catalog !== null && !archive.has(receipt.catalog.digest);
    if (!batch.some(isMissing)) return;
    const snapshot = await catalog.snapshot().catch(() => null);
    if (snapshot === null || snapshotPath(file, snapshot.digest) === null) return;
    if (batch.some(({ receipt }) => receipt.catalog?.digest === snapshot.digest))
      await archive.keep(snapshot);
  }

  #lineMaker(pending: Pending): LineMaker {
    const { receipt, text, time } = pending;
    const { archive, isKeeping } = this.#settings;
    return ({ seq, head, torn }) => {
      const isMissing = isKeeping && receipt.catalog !== null && !archive.has(receipt.catalog.digest);
      const place = {
        ...({ v: 1, seq: seq + 1, time, prev: head, version: this.#version } as const),
        ...(torn === null ? {} : { torn }),
        ...(isMissing ? ({ snapshotMissing: true } as const) : {}),
      };
      pending.entry = { ...place, receipt };
      return `${JSON.stringify(place).slice(0, -1)},"receipt":${text}}`;
    };
  }
}

function closed(file: string): LedgerError {
  return new LedgerError('LEDGER_CLOSED', `The ledger ${file} was closed.`, { details: { file } });
}

function lockLost(file: string): LedgerError {
  return new LedgerError(
    'LEDGER_LOCK_LOST',
    `The lock of the ledger ${file} was taken over by another writer. Nothing more is written here; open it again.`,
    { details: { file } },
  );
}
