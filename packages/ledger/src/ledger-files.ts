import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ChainEnd, parseLink } from './entry.js';
import { codeOf, LedgerError } from './errors.js';

/** The end of a file. */
export interface FileEnd {
  /** The last entry; null where the file has none. */
  readonly last: ChainEnd | null;
  /** Bytes up to the end of the last good line; what follows is torn. */
  readonly end: number;
  /** Whether that line lacks its newline: it is an entry all the same, and the next one needs a line of its own. */
  readonly isUnended: boolean;
  readonly size: number;
}

const newline = 0x0a;
const minReadBytes = 65_536;
const opening = '{"v":1,"seq":';

/**
 * Finds the last complete line of a file: one that ends in a newline, or is a whole entry. What follows it, and lines
 * with NUL bytes, which a file system may leave where the power failed, count as torn.
 *
 * @throws LedgerError `LEDGER_DAMAGED` where the last line is not an entry; the system's error
 */
export async function findFileEnd(handle: FileHandle, file: string): Promise<FileEnd> {
  const { size } = await handle.stat();
  let end = size;
  for (;;) {
    const { start, bytes } = await readLastLine(handle, end);
    if (bytes.length === 0) return { last: null, end: 0, isUnended: false, size };
    const isUnended = bytes.at(-1) !== newline;
    const last = parseLink(isUnended ? bytes : bytes.subarray(0, -1));
    if (last !== null) return { last, end, isUnended, size };
    if (!isUnended && !bytes.includes(0)) throw notEntry(file, start);
    if (start === 0 && !mayBeTornEntry(bytes)) throw notEntry(file, start);
    end = start;
  }
}

/** Whether a file that is only a torn line may be a ledger: another file is left alone. */
function mayBeTornEntry(bytes: Buffer): boolean {
  const text = bytes.subarray(0, opening.length).toString('latin1');
  return bytes[0] === 0 || opening.startsWith(text) || text === opening;
}

/** The bytes of the last line before `end`, with the newline at their end, if there is one. */
async function readLastLine(handle: FileHandle, end: number): Promise<{ start: number; bytes: Buffer }> {
  let bytes: Buffer = Buffer.alloc(0);
  // Each step is as long as all before it, so that a long line is not copied again and again.
  for (let start = end; start > 0; ) {
    const length = Math.min(Math.max(minReadBytes, bytes.length), start);
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
    `The last line of ${file}, at byte ${offset}, is not an entry of a ledger. See \`distillable ledger verify\`; ` +
      'move the file away to start a new one.',
    { details: { file, offset } },
  );
}

/** The end of the chain in a full file. @throws LedgerError `LEDGER_DAMAGED` where it has no entry; the system's error */
export async function findChainEnd(path: string): Promise<ChainEnd> {
  const handle = await open(path, 'r');
  try {
    const { last } = await findFileEnd(handle, path);
    if (last !== null) return last;
  } finally {
    await handle.close();
  }
  throw new LedgerError('LEDGER_DAMAGED', `${path} has no entry after which the chain could go on.`, {
    details: { file: path },
  });
}

/** The numbers of the full files of a ledger, oldest first. @throws the system's error */
export async function findRotated(file: string): Promise<readonly number[]> {
  const prefix = `${basename(file)}.`;
  return (await readdir(dirname(file)))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((suffix) => /^[1-9]\d{0,8}$/.test(suffix))
    .map(Number)
    .sort((one, other) => one - other);
}

/** Where a full file goes. */
export function rotatedPath(file: string, number: number): string {
  return `${file}.${number}`;
}

/** The file itself where the name is a link to it: its other files are beside it. @throws the system's error */
export async function followLink(file: string): Promise<string> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await realpath(file) : file;
  } catch (error) {
    // The newest file may be full, and the next one not started.
    if (codeOf(error) === 'ENOENT') return file;
    throw error;
  }
}

/** The one path of a file, so that a link to it does not lead to a second lock. @throws the system's error */
export async function resolveLedgerPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return join(await realpath(dirname(file)), basename(file));
  }
}
