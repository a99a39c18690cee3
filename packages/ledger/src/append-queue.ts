import type { Receipt, SnapshotSource } from '@distillable/core';
import type { LedgerEntry } from './entry.js';
import { LedgerError, unwritable } from './errors.js';
import type { LockFile } from './lock-file.js';
import type { SnapshotArchive } from './snapshot-archive.js';
import type { FsyncPolicy, LedgerWriter, LineMaker } from './writer.js';

/** The parts that a queue needs. */
export interface QueueSettings {
  /** As the caller names it. */
  readonly file: string;
  readonly lock: LockFile;
  readonly writer: LedgerWriter;
  /** Null where catalogs are not kept. */
  readonly archive: SnapshotArchive | null;
  readonly catalog: SnapshotSource | undefined;
  readonly content: boolean;
  readonly fsync: FsyncPolicy;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** For the field of the same name. */
  readonly version: string;
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

/** Receipts that are made into lines at once. */
const maxBatch = 1_000;

/** Milliseconds between two syncs of `fsync: 'interval'`. */
const syncIntervalMs = 1_000;

/** Puts calls into an order, and writes those that come together in one batch. */
export class AppendQueue {
  readonly #settings: QueueSettings;
  readonly #pending: Pending[] = [];
  /** Work on files runs one after the other. */
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

  /** Writes everything that was given before, and closes the file. */
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
      const batch = this.#pending.slice(0, maxBatch);
      try {
        const written = await this.#write(batch);
        for (const { entry, resolve } of this.#pending.splice(0, written)) if (entry !== null) resolve(entry);
      } catch (error) {
        const reason = unwritable(this.#settings.file, error);
        for (const { reject } of this.#pending.splice(0, batch.length)) reject(reason);
      }
    }
    this.#isDraining = false;
  }

  async #write(batch: readonly Pending[]): Promise<number> {
    const { writer, lock, fsync } = this.#settings;
    await this.#keepCatalog(batch);
    if (!lock.isHeld()) throw lockLost(this.#settings.file);
    const written = await writer.write(batch.map((pending) => this.#lineMaker(pending)));
    if (fsync === 'interval') this.#syncSoon();
    return written;
  }

  /** If it fails, the next batch tries it again first, and fails if that fails too. */
  #syncSoon(): void {
    this.#syncTimer ??= setTimeout(() => {
      this.#syncTimer = null;
      this.#inTurn(() => this.#settings.writer.sync()).catch(() => {});
    }, syncIntervalMs).unref();
  }

  /** Keeps the current catalog if a receipt names it. Other catalogs are no longer available. */
  async #keepCatalog(batch: readonly Pending[]): Promise<void> {
    const { archive, catalog } = this.#settings;
    if (archive === null || catalog === undefined || !batch.some((pending) => this.#isMissing(pending)))
      return;
    const snapshot = await catalog.snapshot().catch(() => null);
    if (snapshot === null) return;
    if (batch.some(({ receipt }) => receipt.catalog?.digest === snapshot.digest))
      await archive.keep(snapshot);
  }

  #isMissing({ receipt: { catalog } }: Pending): boolean {
    const { archive } = this.#settings;
    return archive !== null && catalog !== null && !archive.has(catalog.digest);
  }

  #snapshotHash({ receipt: { catalog } }: Pending): string | null {
    return catalog === null ? null : (this.#settings.archive?.hashOf(catalog.digest) ?? null);
  }

  #lineMaker(pending: Pending): LineMaker {
    const { receipt, text, time } = pending;
    return ({ seq, hash }, torn) => {
      const snapshotSha256 = this.#snapshotHash(pending);
      const place: Omit<LedgerEntry, 'receipt'> = {
        v: 1,
        seq: seq + 1,
        time,
        prev: hash,
        version: this.#settings.version,
        ...(torn === null ? {} : { torn }),
        ...(this.#isMissing(pending) ? { snapshotMissing: true } : {}),
        ...(snapshotSha256 === null ? {} : { snapshotSha256 }),
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
  const message = `The lock file of the ledger ${file} was removed. Nothing more is written here; open the ledger again.`;
  return new LedgerError('LEDGER_LOCK_LOST', message, { details: { file } });
}
