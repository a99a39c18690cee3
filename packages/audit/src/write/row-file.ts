import { randomBytes } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { unwritable } from '../audit-error.js';

/** A file of rows that is put in place when it is whole. */
export interface RowFile {
  /** The bytes are copied at the next `flush`, and must stay until then. */
  readonly add: (bytes: Buffer, start: number, end: number) => void;
  /** Bytes that nobody writes over. */
  readonly addWhole: (bytes: Buffer) => void;
  /** A line that lacks its newline gets one, if another follows. */
  readonly separate: () => void;
  readonly isEmpty: () => boolean;
  readonly flush: () => Promise<void>;
  readonly end: () => Promise<void>;
  readonly putInPlace: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

const newline = 0x0a;
const lineEnd = Buffer.from('\n');

/** Gzipped where the name ends in `.gz`. @throws AuditError `OUTPUT_UNWRITABLE`, as its methods do */
export async function openRowFile(path: string): Promise<RowFile> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw unwritable(path, cause);
    }
  };
  const handle = await guarded(() => open(temporary, 'wx'));
  const file = handle.createWriteStream();
  const entry = /\.gz$/i.test(path) ? createGzip() : file;
  if (entry !== file) entry.pipe(file);
  let failure: unknown;
  for (const stream of new Set([entry, file])) {
    stream.on('error', (error: unknown) => {
      failure ??= error;
      // What waits for room to write must not wait for ever.
      entry.destroy();
    });
  }
  let ranges: Buffer[] = [];
  let lastByte: number | null = null;
  let isSeparated = false;
  let range: { readonly bytes: Buffer; readonly start: number; end: number } | null = null;
  const closeRange = (): void => {
    if (range !== null) ranges.push(range.bytes.subarray(range.start, range.end));
    range = null;
  };
  const add: RowFile['add'] = (bytes, start, end) => {
    if (end <= start) return;
    if (range !== null && range.bytes === bytes && range.end === start) range.end = end;
    else {
      closeRange();
      if (isSeparated && lastByte !== null && lastByte !== newline) ranges.push(lineEnd);
      range = { bytes, start, end };
    }
    isSeparated = false;
    lastByte = bytes[end - 1] ?? newline;
  };
  return {
    add,
    addWhole: (bytes) => add(bytes, 0, bytes.length),
    separate: () => {
      isSeparated = true;
    },
    isEmpty: () => lastByte === null,
    flush: () =>
      guarded(async () => {
        closeRange();
        if (ranges.length === 0) return;
        const bytes = Buffer.concat(ranges);
        ranges = [];
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve, reject) => {
          entry.write(bytes, (error) => (error ? reject(failure ?? error) : resolve()));
        });
      }),
    end: () =>
      guarded(async () => {
        if (failure !== undefined) throw failure;
        entry.end();
        await finished(file);
      }),
    putInPlace: () => guarded(() => rename(temporary, path)),
    abandon: async () => {
      entry.destroy();
      file.destroy();
      await unlink(temporary).catch(() => {});
    },
  };
}
