import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { reasonOf } from '../audit-error.js';
import { type AuditFormat, UnreadableFile } from './reader.js';

/** A file, or a stream, to be opened. */
export interface InputSource {
  /** The path, if `stream` is null. */
  readonly name: string;
  /** Null: by its name, or else by its first bytes. */
  readonly format: AuditFormat | null;
  readonly stream: AsyncIterable<Uint8Array> | null;
}

/** A file that is being read. */
export interface OpenedInput {
  readonly format: AuditFormat;
  /** Unzipped. Each is good only until the next is asked for. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes read so far of the file as it lies there. */
  readonly bytesRead: () => number;
  /** Null where the size is not known. */
  readonly size: number | null;
  readonly close: () => Promise<void>;
}

/**
 * Opens a file or a stream, decompresses it where its first bytes say so, and finds out its format.
 *
 * @throws UnreadableFile, and errors of the file system
 */
export async function openInput({ name, format, stream }: InputSource): Promise<OpenedInput> {
  const source = await openBytes(name, stream);
  const chunks = unzip(source.chunks)[Symbol.asyncIterator]();
  try {
    const first = await chunks.next();
    // A copy: it is kept while more is read.
    const head = first.done === true ? Buffer.alloc(0) : Buffer.from(first.value);
    const told = format ?? formatOfName(name) ?? (head.length === 0 ? 'jsonl' : formatOfBytes(head));
    if (told === null) {
      throw new UnreadableFile('neither its name nor its first bytes tell what it is. Give --format');
    }
    return {
      // Much that is called JSON has a row on each line.
      format: told === 'json' && format === null ? (formatOfBytes(head) ?? told) : told,
      chunks: withFirst(head, chunks),
      bytesRead: source.bytesRead,
      size: source.size,
      close: source.close,
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Large enough that what is done once for each costs nothing, small enough to hold several. */
const chunkBytes = 1_048_576;

/** Bytes as they lie there. */
interface OpenedBytes {
  /** Each is good only until the next is asked for: two buffers are used in turn. */
  readonly chunks: AsyncIterable<Buffer>;
  readonly bytesRead: () => number;
  /** Null for pipes and the like. */
  readonly size: number | null;
  readonly close: () => Promise<void>;
}

/** @throws the file system's errors */
async function openBytes(path: string, stream: InputSource['stream']): Promise<OpenedBytes> {
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  if (stream !== null) {
    const chunks = counted(asBuffers(stream));
    return { chunks, bytesRead: () => bytes, size: null, close: async () => {} };
  }
  const handle = await open(path);
  const facts = await handle.stat();
  return {
    chunks: counted(readAhead(handle)),
    bytesRead: () => bytes,
    size: facts.isFile() ? facts.size : null,
    close: () => handle.close(),
  };
}

/** Reads the next chunk while the last one is worked on. */
async function* readAhead(handle: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  let [current, spare] = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
  const read = (buffer: Buffer) => handle.read(buffer, 0, buffer.length, null);
  let reading = read(current);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      reading = read(spare);
      yield current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
    }
  } finally {
    // The file must not be closed in the midst of a read that nobody waits for.
    await reading.catch(() => {});
  }
}

async function* asBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

const zstdMagic = 0xfd2fb528;

/** A block of zstd is at most 128 KiB, and at least four bytes: a larger piece could become too much at once. */
const zstdPieceBytes = 1_024;

/**
 * Unzips gzip and zstd, told by their first bytes; anything else passes as it is.
 *
 * @throws UnreadableFile where what is zipped is damaged or cut off
 */
async function* unzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await firstBytes(iterator);
  const whole = withFirst(first, iterator);
  if (first.length >= 2 && first.readUInt16BE(0) === 0x1f8b) yield* gunzip(whole);
  else if (first.length >= 4 && first.readUInt32LE(0) === zstdMagic) yield* unzstd(whole);
  else yield* whole;
}

/** At least four bytes, where there are so many: a pipe may hand over one at a time. */
async function firstBytes(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 4) {
    const next = await iterator.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const unzipped = createGunzip({ chunkSize: 262_144 });
  // Copies: the source's buffers are used again, and the stream holds what it can't take yet.
  const source = Readable.from(copied(chunks), { objectMode: false });
  source.once('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  try {
    for await (const chunk of unzipped) yield chunk;
  } catch (error) {
    throw isZlibError(error) ? damaged('gzip', error) : error;
  } finally {
    source.destroy();
  }
}

async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  const stream = new Decompress((data) => {
    ready.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  });
  const push = (piece: Uint8Array, isLast: boolean): readonly Buffer[] => {
    ready = [];
    try {
      stream.push(piece, isLast);
    } catch (error) {
      throw damaged('zstd', error);
    }
    return ready;
  };
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += zstdPieceBytes) {
      // A copy: the source's buffers are used again, and an unfinished block is held.
      yield* push(Uint8Array.from(chunk.subarray(start, start + zstdPieceBytes)), false);
    }
  }
  yield* push(new Uint8Array(0), true);
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function damaged(kind: string, error: unknown): UnreadableFile {
  return new UnreadableFile(`its ${kind} data is damaged or cut off: ${reasonOf(error)}`);
}

const formatOfEnding: Readonly<Record<string, AuditFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

/** By the ending of the name, without `.gz` or `.zst`; null where it says nothing. */
export function formatOfName(path: string): AuditFormat | null {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(path.replace(/\.(?:gz|gzip|zst|zstd)$/i, '')) ?? [];
  const name = ending.toLowerCase();
  return Object.hasOwn(formatOfEnding, name) ? (formatOfEnding[name] ?? null) : null;
}

/** By how it begins: Parquet, a JSON document, or JSONL where the first line is a whole object; null for anything else. */
function formatOfBytes(head: Buffer): AuditFormat | null {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  const text = head.toString('utf8').replace(/^\ufeff?\s+|^\ufeff/, '');
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return null;
  const newline = text.indexOf('\n');
  return newline >= 0 && isJson(text.slice(0, newline)) ? 'jsonl' : 'json';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts back what was read ahead of the rest. */
async function* withFirst(
  first: Buffer,
  rest: AsyncIterator<Buffer, unknown, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  if (first.length > 0) yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
