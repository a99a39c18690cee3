import { constants, existsSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { syncDirectory, writeFileAtomic } from '@distillable/catalog/file-store';
import { type ChainEnd, chainStart, sha256, type TornNote } from './entry.js';
import { LedgerError } from './errors.js';
import { findChainEnd, findFileEnd, findRotated, rotatedPath } from './ledger-files.js';

/** When written entries are made to outlive a power cut. */
export type FsyncPolicy = 'always' | 'interval' | 'never';

/** How a chain of files is written. */
export interface WriterSettings {
  readonly file: string;
  readonly fsync: FsyncPolicy;
  readonly maxBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes a line, without its newline, that follows `end`. */
export type LineMaker = (end: ChainEnd, torn: TornNote | null) => string;

interface Batch {
  readonly text: string;
  readonly bytes: number;
  readonly count: number;
  /** Where the chain goes on after it. */
  readonly chain: ChainEnd;
}

const openFlags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;

/** Bytes that are written at once, except for a single line that is longer. */
const maxBatchBytes = 8_388_608;

/**
 * Writes lines to the file of a ledger, and starts new files. The caller makes sure that only one call runs at a time. A
 * batch counts as a whole or not at all: the bytes of a failed batch are cut off before the next one.
 */
export class LedgerWriter {
  readonly #settings: WriterSettings;
  #handle: FileHandle | null = null;
  #inode = 0;
  #chain: ChainEnd = chainStart;
  /** Bytes that count. */
  #end = 0;
  /** Bytes that may follow those that count: a line that a crash tore, or a part of our own batch. */
  #remains: 'none' | 'torn' | 'failed' = 'none';
  /** Whether the bytes that count lack the newline at their end. */
  #isUnended = false;
  #torn: TornNote | null = null;
  #isUnsynced = false;
  #hasSyncFailed = false;

  constructor(settings: WriterSettings) {
    this.#settings = settings;
  }

  /** Finds where the chain ends. Creates the file, but writes nothing to it yet. */
  async open(): Promise<void> {
    const { file } = this.#settings;
    const rotated = await findRotated(file);
    const handle = await this.#openFile();
    await syncDirectory(dirname(file));
    const { last, end, isUnended, size } = await findFileEnd(handle, file);
    this.#end = end;
    this.#isUnended = isUnended;
    this.#remains = size > end ? 'torn' : 'none';
    const newest = rotated.at(-1);
    if (last !== null) this.#chain = last;
    else if (newest !== undefined) this.#chain = await findChainEnd(rotatedPath(file, newest));
  }

  /**
   * Writes as many of these lines as fit into one file.
   *
   * @returns how many; the rest is for the next call
   * @throws the system's error: none of them counts then
   */
  async write(makers: readonly LineMaker[]): Promise<number> {
    if (this.#remains !== 'none') await this.#recover();
    if (this.#isUnended) await this.#endLine();
    if (this.#hasSyncFailed) await this.sync();
    const batch = this.#makeBatch(makers);
    if (batch.count === 0) {
      await this.#rotate();
      return 0;
    }
    const handle = await this.#openFile();
    this.#rejectForeignChanges();
    await this.#append(handle, batch.text);
    this.#end += batch.bytes;
    this.#chain = batch.chain;
    this.#torn = null;
    return batch.count;
  }

  /** Makes everything that was written outlive a power cut. */
  async sync(): Promise<void> {
    if (!this.#isUnsynced || this.#handle === null) return;
    this.#hasSyncFailed = true;
    await this.#handle.datasync();
    this.#hasSyncFailed = false;
    this.#isUnsynced = false;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  #makeBatch(makers: readonly LineMaker[]): Batch {
    const end = this.#end;
    let text = '';
    let bytes = 0;
    let count = 0;
    let chain = this.#chain;
    for (const make of makers) {
      const line = make(chain, count === 0 ? this.#torn : null);
      const length = Buffer.byteLength(line) + 1;
      // A line that is too long for any file gets one of its own.
      if (end + bytes > 0 && end + bytes + length > this.#settings.maxBytes) break;
      if (bytes > 0 && bytes + length > maxBatchBytes) break;
      text += `${line}\n`;
      bytes += length;
      count += 1;
      chain = { seq: chain.seq + 1, hash: sha256(line) };
    }
    return { text, bytes, count, chain };
  }

  async #append(handle: FileHandle, text: string): Promise<void> {
    this.#remains = 'failed';
    try {
      await handle.appendFile(text);
      if (this.#settings.fsync === 'always') await handle.datasync();
      else this.#isUnsynced = true;
      this.#remains = 'none';
    } catch (error) {
      // At once, as the process may end before the next batch; if that fails too, before the next batch.
      await this.#recover().catch(() => {});
      throw error;
    }
  }

  /** Another program that renames, cuts or writes the file meanwhile would break the chain. */
  #rejectForeignChanges(): void {
    const { file } = this.#settings;
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && found.ino === this.#inode && found.size === this.#end) return;
    throw new LedgerError(
      'LEDGER_DAMAGED',
      `Another program changed or moved ${file} while it was open here. Nothing more is written; open it again.`,
      { details: { file, expected: this.#end, size: found?.size ?? null } },
    );
  }

  async #openFile(): Promise<FileHandle> {
    if (this.#handle === null) {
      this.#handle = await open(this.#settings.file, openFlags, 0o600);
      this.#inode = (await this.#handle.stat()).ino;
    }
    return this.#handle;
  }

  /** Cuts off what follows the good lines. What a crash tore is kept in a file of its own. */
  async #recover(): Promise<void> {
    const handle = await this.#openFile();
    const { size } = await handle.stat();
    if (size > this.#end) {
      if (this.#remains === 'torn') this.#torn = await this.#setAside(handle, size - this.#end);
      await handle.truncate(this.#end);
      await handle.sync();
    }
    this.#remains = 'none';
  }

  /** Gives the last entry the newline that it lacks. */
  async #endLine(): Promise<void> {
    const handle = await this.#openFile();
    this.#rejectForeignChanges();
    this.#remains = 'failed';
    await handle.appendFile('\n');
    await handle.sync();
    this.#remains = 'none';
    this.#isUnended = false;
    this.#end += 1;
  }

  async #setAside(handle: FileHandle, length: number): Promise<TornNote> {
    const { file, now } = this.#settings;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, this.#end);
    const bytes = buffer.subarray(0, bytesRead);
    const path = freeName(`${file}.torn-${new Date(now()).toISOString().replaceAll(/[-:]/g, '')}`);
    await writeFileAtomic(path, bytes);
    return { file: basename(path), bytes: bytes.length, sha256: sha256(bytes) };
  }

  async #rotate(): Promise<void> {
    const { file } = this.#settings;
    const handle = await this.#openFile();
    await handle.sync();
    this.#isUnsynced = false;
    const rotated = await findRotated(file);
    await rename(file, rotatedPath(file, (rotated.at(-1) ?? 0) + 1));
    this.#end = 0;
    await this.close();
    await this.#openFile();
    await syncDirectory(dirname(file));
  }
}

/** The name, or the first one with a number after it that is free. */
function freeName(name: string): string {
  let free = name;
  for (let number = 2; existsSync(free); number += 1) free = `${name}-${number}`;
  return free;
}
