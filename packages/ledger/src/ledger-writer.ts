import { constants, existsSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { genesis, parseEntry, sha256, type TornNote } from './ledger-entry.js';
import { LedgerError } from './ledger-error.js';
import { findRotated, rotatedPath, syncDirectory, writeWhole } from './ledger-files.js';

/** When what was written is made to outlive a power cut. */
export type FsyncPolicy = 'always' | 'interval' | 'never';

/** How a chain of files is written. */
export interface WriterSettings {
  readonly file: string;
  readonly fsync: FsyncPolicy;
  /** Bytes. */
  readonly maxBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes a line, without its newline, for its place in the chain. */
export type LineMaker = (place: ChainEnd & { readonly torn: TornNote | null }) => string;

interface Batch {
  readonly text: string;
  readonly bytes: number;
  readonly count: number;
  /** Where the chain goes on after it. */
  readonly chain: ChainEnd;
}

const openFlags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND;

/** Bytes that are written at once, but for a single line that is longer. */
const longestBatch = 8_388_608;

/**
 * Writes lines to the file of a ledger, and begins new files. One batch at a time; whoever calls sees to that. A batch
 * counts or does not: what was written of one that failed is cut off before the next.
 */
export class LedgerWriter {
  readonly #settings: WriterSettings;
  #handle: FileHandle | null = null;
  #inode = 0;
  #chain: ChainEnd = { seq: 0, head: genesis };
  /** Bytes that count. */
  #end = 0;
  /** What may lie behind the bytes that count: what a crash tore, or what of ours was not written whole. */
  #remains: 'none' | 'torn' | 'failed' = 'none';
  #torn: TornNote | null = null;
  #isUnsynced = false;
  #hasSyncFailed = false;

  constructor(settings: WriterSettings) {
    this.#settings = settings;
  }

  /** Looks where the chain ends. Nothing is written yet, but the file is created. */
  async open(): Promise<void> {
    const { file } = this.#settings;
    const rotated = await findRotated(file);
    const handle = await this.#openFile();
    await syncDirectory(dirname(file));
    const { last, end, size } = await findFileEnd(handle, file);
    this.#end = end;
    this.#remains = size > end ? 'torn' : 'none';
    const newest = rotated.at(-1);
    this.#chain = last ?? (newest === undefined ? this.#chain : await endOf(rotatedPath(file, newest)));
  }

  /**
   * Writes as many of these lines as belong into one file.
   *
   * @returns how many; the rest is for the next call
   * @throws the system's error: none of them counts then
   */
  async write(makers: readonly LineMaker[]): Promise<number> {
    if (this.#remains !== 'none') await this.#recover();
    if (this.#hasSyncFailed) await this.sync();
    const batch = this.#makeBatch(makers, this.#end);
    if (batch.count === 0) {
      await this.#rotate();
      return 0;
    }
    const handle = await this.#openFile();
    this.#refuseForeignChanges();
    await this.#append(handle, batch.text);
    this.#end += batch.bytes;
    this.#chain = batch.chain;
    this.#torn = null;
    return batch.count;
  }

  /** Makes what was written outlive a power cut. */
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

  /** Whoever renames, cuts or writes the file while we do would break the chain. */
  #refuseForeignChanges(): void {
    const { file } = this.#settings;
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && found.ino === this.#inode && found.size === this.#end) return;
    throw new LedgerError(
      'LEDGER_DAMAGED',
      `${file} was changed or moved by somebody else while it was open here. Nothing more is written; open it again.`,
      { details: { file, expected: this.#end, size: found?.size ?? null } },
    );
  }

  #makeBatch(makers: readonly LineMaker[], end: number): Batch {
    let text = '';
    let bytes = 0;
    let count = 0;
    let chain = this.#chain;
    for (const make of makers) {
      const line = make({ ...chain, torn: count === 0 ? this.#torn : null });
      const length = Buffer.byteLength(line) + 1;
      // A line that is too long for any file gets one of its own.
      if (end + bytes > 0 && end + bytes + length > this.#settings.maxBytes) break;
      if (bytes > 0 && bytes + length > longestBatch) break;
      text += `${line}\n`;
      bytes += length;
      count += 1;
      chain = { seq: chain.seq + 1, head: sha256(line) };
    }
    return { text, bytes, count, chain };
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

  async #setAside(handle: FileHandle, length: number): Promise<TornNote> {
    const { file, now } = this.#settings;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, this.#end);
    const bytes = buffer.subarray(0, bytesRead);
    const path = freeName(`${file}.torn-${new Date(now()).toISOString().replaceAll(/[-:]/g, '')}`);
    await writeWhole(path, bytes);
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

/** The name, or the first one with a number behind it that is free. */
function freeName(name: string): string {
  let free = name;
  for (let number = 2; existsSync(free); number += 1) free = `${name}-${number}`;
  return free;
}

/** @throws LedgerError `LEDGER_DAMAGED`; the system's error */
async function endOf(path: string): Promise<ChainEnd> {
  const handle = await open(path, 'r');
  try {
    const { last } = await findFileEnd(handle, path);
    if (last !== null) return last;
  } finally {
    await handle.close();
  }
  throw new LedgerError('LEDGER_DAMAGED', `${path} has no entry with which the chain could go on.`, {
    details: { file: path },
  });
}

/** Where a chain goes on. */
interface ChainEnd {
  /** Of the last entry; 0 where there is none. */
  readonly seq: number;
  /** SHA-256 of the last line. */
  readonly head: string;
}

/** The end of a file. */
interface FileEnd {
  /** The last entry; null where the file has none. */
  readonly last: ChainEnd | null;
  /** Bytes up to and with the last good line; what follows is torn. */
  readonly end: number;
  readonly size: number;
}

const newline = 0x0a;
const firstStep = 65_536;
const opening = '{"v":1,"seq":';

/**
 * Finds the last whole line of a file. What follows it, and lines with NUL bytes, which a file system may leave where
 * the power failed, count as torn.
 *
 * @throws LedgerError `LEDGER_DAMAGED` where the last line is no entry; the system's error
 */
async function findFileEnd(handle: FileHandle, file: string): Promise<FileEnd> {
  const { size } = await handle.stat();
  let end = size;
  for (;;) {
    const { start, bytes } = await readLastLine(handle, end);
    if (bytes.length === 0) return { last: null, end: 0, size };
    const isTorn = bytes.at(-1) !== newline || bytes.includes(0);
    if (!isTorn) {
      const line = bytes.subarray(0, -1);
      const entry = parseEntry(line);
      if (entry === null) throw notEntry(file, start);
      return { last: { seq: entry.seq, head: sha256(line) }, end, size };
    }
    if (start === 0 && !mayBeTornEntry(bytes)) throw notEntry(file, start);
    end = start;
  }
}

/** Whether a file that is nothing but a torn line was a ledger: somebody's other file is left alone. */
function mayBeTornEntry(bytes: Buffer): boolean {
  const text = bytes.subarray(0, opening.length).toString('latin1');
  return bytes[0] === 0 || opening.startsWith(text) || text === opening;
}

/** The bytes from the last line's begin up to `end`, a newline at their end included. */
async function readLastLine(handle: FileHandle, end: number): Promise<{ start: number; bytes: Buffer }> {
  let bytes: Buffer = Buffer.alloc(0);
  // Each step is as long as all before it: a line with a long text is not copied again and again.
  for (let start = end; start > 0; ) {
    const length = Math.min(Math.max(firstStep, bytes.length), start);
    start -= length;
    bytes = Buffer.concat([await readExactly(handle, start, length), bytes]);
    const before = bytes.lastIndexOf(newline, -2);
    if (bytes.length > 1 && before >= 0) {
      return { start: start + before + 1, bytes: bytes.subarray(before + 1) };
    }
  }
  return { start: 0, bytes };
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) return buffer.subarray(0, filled);
    filled += bytesRead;
  }
  return buffer;
}

function notEntry(file: string, offset: number): LedgerError {
  return new LedgerError(
    'LEDGER_DAMAGED',
    `The last line of ${file}, at byte ${offset}, is no entry of a ledger. Look at it with \`distillable ledger ` +
      'verify`; move the file away to begin a new one.',
    { details: { file, offset } },
  );
}
