import type { FileHandle } from 'node:fs/promises';
import { parseEntry, sha256 } from './ledger-entry.js';
import { LedgerError } from './ledger-error.js';

/** Where a chain goes on. */
export interface ChainEnd {
  /** Of the last entry; 0 where there is none. */
  readonly seq: number;
  /** SHA-256 of the last line. */
  readonly head: string;
}

/** The end of a file. */
export interface FileEnd {
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
export async function findFileEnd(handle: FileHandle, file: string): Promise<FileEnd> {
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
