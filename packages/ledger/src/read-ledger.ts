import { type FileHandle, open } from 'node:fs/promises';
import { type LedgerEntry, type LinePlace, parseEntry, parseLink } from './entry.js';
import { codeOf, LedgerError, unreadable } from './errors.js';
import { findRotated, followLink, rotatedPath } from './paths.js';
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
export function readEntry({ file, line, offset, bytes }: LedgerLine): LedgerEntry {
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
