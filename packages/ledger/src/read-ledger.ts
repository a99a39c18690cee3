import { type FileHandle, open } from 'node:fs/promises';
import {
  type ChainEnd,
  chainStart,
  type LedgerEntry,
  type LinePlace,
  parseEntry,
  parseLink,
  sha256,
} from './entry.js';
import { codeOf, LedgerError, unreadable } from './errors.js';
import { findRotated, followLink, rotatedPath } from './ledger-files.js';
import { splitLines } from './split-lines.js';

/** An entry and where it is. */
export interface PlacedEntry extends LinePlace {
  /** The entry of this line. */
  readonly entry: LedgerEntry;
}

/**
 * Reads the entries of a ledger in their order, through all of its files. A last line that is torn, or just being
 * written, is left out; an entry that lacks nothing but its newline is not. The chain is not checked: `verifyLedger` does that.
 *
 * @throws LedgerError `LEDGER_UNREADABLE`, `LEDGER_DAMAGED` at a line that is not an entry
 */
export async function* readLedger(file: string): AsyncGenerator<PlacedEntry, void, void> {
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) {
      if (line.isWhole) yield { ...placeOf(line), entry: readEntry(line) };
    }
  }
}

/** Where a line is, without its bytes. */
export function placeOf({ file, line, offset }: LinePlace): LinePlace {
  return { file, line, offset };
}

/** @throws LedgerError `LEDGER_DAMAGED` */
function readEntry({ file, line, offset, bytes }: LedgerLine): LedgerEntry {
  const entry = parseEntry(bytes);
  if (entry !== null) return entry;
  throw new LedgerError('LEDGER_DAMAGED', `Line ${line} of ${file}, at byte ${offset}, is not an entry.`, {
    details: { file, line, offset },
  });
}

/** Every line of every file of a ledger. @throws LedgerError `LEDGER_UNREADABLE` */
export async function* readLedgerBatches(file: string): AsyncGenerator<readonly LedgerLine[], void, void> {
  try {
    yield* readFiles(await followLink(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The newest file is opened before the full ones are looked for: it may become one of them at any time. */
async function* readFiles(file: string): AsyncGenerator<readonly LedgerLine[], void, void> {
  let last = 0;
  for (;;) {
    const newest = await openIfThere(file);
    const rotated = await findFurther(file, last, newest);
    if (rotated.length === 0 && newest !== null) return yield* readLineBatches(newest, file);
    await newest?.close();
    // A crash may have come before the next file was started; where there is no file at all, there is no ledger.
    if (rotated.length === 0 && last > 0) return;
    if (rotated.length === 0) throw notThere(file);
    for (const number of rotated) {
      const path = rotatedPath(file, number);
      yield* readLineBatches(await open(path, 'r'), path);
      last = number;
    }
  }
}

async function findFurther(
  file: string,
  last: number,
  newest: FileHandle | null,
): Promise<readonly number[]> {
  try {
    return (await findRotated(file)).filter((number) => number > last);
  } catch (error) {
    await newest?.close();
    throw error;
  }
}

function notThere(file: string): LedgerError {
  return new LedgerError(
    'LEDGER_UNREADABLE',
    `Cannot read the ledger ${file}: there is no such file or directory.`,
    { details: { file, reason: 'ENOENT' } },
  );
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A line as it is in a file. */
export interface LedgerLine extends LinePlace {
  /** Without its newline. */
  readonly bytes: Buffer;
  /** Whether it has its newline, or is an entry without it; a torn line is neither. */
  readonly isWhole: boolean;
}

/** Reads the lines of a file, as many at once as a chunk of it has, and closes it. @throws the system's error */
async function* readLineBatches(
  handle: FileHandle,
  file: string,
): AsyncGenerator<readonly LedgerLine[], void, void> {
  try {
    for await (const lines of splitLines(readChunks(handle))) {
      yield lines.map(({ line, offset, bytes, isWhole }) => ({
        ...{ file, line, offset, bytes },
        isWhole: isWhole || parseLink(bytes) !== null,
      }));
    }
  } finally {
    await handle.close();
  }
}

const chunkBytes = 262_144;

/** Each chunk overwrites the one before. */
async function* readChunks(handle: FileHandle): AsyncGenerator<Buffer, void, void> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** What a ledger knows of a generation. */
export interface IndexedGeneration {
  /** The SHA-256 of the text of each completion; null where the entry has none. */
  readonly textHashes: readonly string[] | null;
  /** The models that the response named. */
  readonly served: readonly string[];
  /** The hosts that it named. */
  readonly hosts: readonly string[];
  /** Whether the response was verified. */
  readonly isVerified: boolean;
}

/** A ledger, to compare rows with. */
export interface LedgerIndex {
  /** By generation id. */
  readonly generations: ReadonlyMap<string, IndexedGeneration>;
  /** Number and SHA-256 of the last entry: they stand for the whole chain. Entry 0 is none. */
  readonly head: ChainEnd;
}

/**
 * Reads a ledger into a map by generation id, to compare the rows of a dataset with. An id that occurs again, as one that
 * a cache replayed may, has the texts and models of all of its entries. Entries without an id are left out, and so is
 * what a crash tore.
 *
 * @param generations where they are added, so that several ledgers can be read into one map
 * @throws LedgerError `LEDGER_UNREADABLE`; `LEDGER_DAMAGED` where the chain is broken: a ledger that was edited proves
 * nothing
 */
export async function indexLedger(
  file: string,
  generations: Map<string, IndexedGeneration> = new Map(),
): Promise<LedgerIndex> {
  let end: ChainEnd = chainStart;
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) {
      if (!line.isWhole) continue;
      const { seq, prev, receipt } = readEntry(line);
      if (seq !== end.seq + 1 || prev !== end.hash) throw broken(line.file, line.line);
      end = { seq, hash: sha256(line.bytes) };
      const { id, textHashes, outcome } = receipt;
      if (id === null) continue;
      const served = receipt.served.map(({ model }) => model);
      const hosts = receipt.hosts?.map(({ host }) => host) ?? [];
      const found = { textHashes, served, hosts, isVerified: outcome === 'verified' };
      const known = generations.get(id);
      generations.set(id, known === undefined ? found : merge(known, found));
    }
  }
  return { generations, head: end };
}

function merge(one: IndexedGeneration, other: IndexedGeneration): IndexedGeneration {
  const hashes = [...(one.textHashes ?? []), ...(other.textHashes ?? [])];
  return {
    textHashes: one.textHashes === null && other.textHashes === null ? null : [...new Set(hashes)],
    served: [...new Set([...one.served, ...other.served])],
    hosts: [...new Set([...one.hosts, ...other.hosts])],
    isVerified: one.isVerified && other.isVerified,
  };
}

function broken(file: string, line: number): LedgerError {
  const message = `The chain of the ledger is broken before line ${line} of ${file}, so it proves nothing.`;
  return new LedgerError('LEDGER_DAMAGED', `${message} See \`distillable ledger verify\`.`, {
    details: { file, line },
  });
}
