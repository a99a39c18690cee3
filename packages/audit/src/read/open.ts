import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { readCsv } from './csv.js';
import { decompress, withFirst } from './decompress.js';
import { readJson } from './json-document.js';
import { readJsonl } from './jsonl.js';
import type { ParquetInput } from './parquet/with-parquet-file.js';
import {
  type AuditFormat,
  findFormat,
  formatOfName,
  type RowHandler,
  type RowReader,
  UnreadableFile,
} from './reader.js';

/** A file, or a stream, to be opened. */
export interface InputSource {
  /** The path, if `stream` is null. */
  readonly name: string;
  /** Null: by its name, or else by its first bytes. */
  readonly format: AuditFormat | null;
  readonly stream: AsyncIterable<Uint8Array> | null;
  /** Set for a Parquet file that is not on disk. */
  readonly remote: RemoteFile | null;
}

/** A Parquet file that is read in ranges from elsewhere. */
export interface RemoteFile {
  readonly input: ParquetInput;
  /** The SHA-256 that is stated there for its content: 64 hexadecimal digits; null if none is stated. */
  readonly sha256: string | null;
}

/** A file that is being read. */
export interface OpenedInput {
  readonly format: AuditFormat;
  /** Decompressed. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Takes back a chunk that no one uses any more: later ones are read into its memory. */
  readonly recycle: (chunk: Buffer) => void;
  /** Bytes read so far, before they were decompressed. */
  readonly bytesRead: () => number;
  /** Of the bytes before they were decompressed, once all have been read: 64 hexadecimal digits. */
  readonly sha256: () => string;
  /** Null if it is not known. */
  readonly size: number | null;
  readonly close: () => Promise<void>;
}

/**
 * Opens a file or a stream, decompresses it if its first bytes say so, and finds out its format.
 *
 * @throws UnreadableFile, and errors of the file system
 */
export async function openInput({ name, format, stream }: Omit<InputSource, 'remote'>): Promise<OpenedInput> {
  const { bytes, ...opened } = stream === null ? await openFile(name) : fromStream(stream);
  let bytesRead = 0;
  const hash = createHash('sha256');
  const counted = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of bytes) {
      bytesRead += chunk.length;
      hash.update(chunk);
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  };
  const chunks = decompress(counted());
  try {
    const first = await chunks.next();
    const head = first.done === true ? Buffer.alloc(0) : first.value;
    return {
      format: chooseFormat(name, format, head),
      chunks: withFirst(head, chunks),
      bytesRead: () => bytesRead,
      sha256: () => hash.copy().digest('hex'),
      ...opened,
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Large enough that the work for each chunk does not count, small enough to hold several. */
const chunkBytes = 524_288;

interface OpenedBytes extends Pick<OpenedInput, 'recycle' | 'size' | 'close'> {
  readonly bytes: AsyncIterable<Uint8Array>;
}

async function openFile(path: string): Promise<OpenedBytes> {
  const handle = await open(path);
  const facts = await handle.stat();
  const spare: ArrayBufferLike[] = [];
  return {
    bytes: readChunks(handle, spare),
    recycle({ buffer }) {
      if (buffer.byteLength === chunkBytes) spare.push(buffer);
    },
    // The size of a pipe says nothing.
    size: facts.isFile() ? facts.size : null,
    close: () => handle.close(),
  };
}

/** Reads one chunk ahead. A stream would read each into new memory: a twelfth of the time, and 35 MB of garbage. */
async function* readChunks(handle: FileHandle, spare: ArrayBufferLike[]): AsyncGenerator<Buffer> {
  const readNext = async (): Promise<Buffer> => {
    const chunk = Buffer.from(spare.pop() ?? new ArrayBuffer(chunkBytes));
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes);
    return chunk.subarray(0, bytesRead);
  };
  let next = readNext();
  for (let chunk = await next; chunk.length > 0; chunk = await next) {
    next = readNext();
    // It is awaited in its turn, which may come after it has failed, or never.
    next.catch(() => {});
    yield chunk;
  }
}

function fromStream(bytes: AsyncIterable<Uint8Array>): OpenedBytes {
  return { bytes, recycle: () => {}, size: null, close: async () => {} };
}

function chooseFormat(name: string, format: AuditFormat | null, head: Buffer): AuditFormat {
  if (head.subarray(0, 6).toString('latin1') === 'ARROW1') throw arrow('open_file', name);
  if (format === null && /\.(?:arrow|feather)$/i.test(name)) throw arrow('open_stream', name);
  const found = format ?? findFormat(name, head);
  if (found !== null) return found;
  throw new UnreadableFile(
    'its format is clear neither from its name nor from its first bytes. Give it with --format',
  );
}

/** Arrow holds the columns of a program's memory. Parquet is its form for storage. */
function arrow(opening: 'open_file' | 'open_stream', name: string): UnreadableFile {
  const [from, to] = [JSON.stringify(name), JSON.stringify(`${name.replace(/\.\w+$/, '')}.parquet`)];
  return new UnreadableFile(
    `it is Arrow. Turn it into Parquet first: python3 -c 'import pyarrow as a, pyarrow.parquet as p; p.write_table(a.ipc.${opening}(${from}).read_all(), ${to})'`,
  );
}

/** Whether an input is Parquet: by its format, its name, or its first bytes. False for streams and unreadable files. */
export async function isParquet({ name, format, stream, remote }: InputSource): Promise<boolean> {
  if (remote !== null) return true;
  if (stream !== null) return false;
  const known = format ?? formatOfName(name);
  if (known !== null) return known === 'parquet';
  const handle = await open(name).catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'PAR1';
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/** The reader of a format. `keepsText`: whether the text of corrupt records of a table is wanted. */
export function chooseReader(format: AuditFormat, handler: RowHandler, keepsText: boolean): RowReader {
  switch (format) {
    case 'jsonl':
      return readJsonl(handler);
    case 'json':
      return readJson(handler);
    case 'csv':
    case 'tsv':
      return readCsv(handler, { delimiter: format === 'csv' ? null : '\t', keepsText });
    case 'parquet':
      throw new UnreadableFile(
        'it is Parquet, which is read from files, not from streams or compressed files',
      );
  }
}

/** A stream that is read twice: its start, and then all of it. */
interface ReadAhead {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** All bytes, from the start. */
  readonly replay: () => AsyncGenerator<Uint8Array, void, undefined>;
}

export function readAhead(stream: AsyncIterable<Uint8Array>): ReadAhead {
  const iterator = stream[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  return {
    bytes: {
      // Without a `return`, the stream stays open when only its head is read.
      [Symbol.asyncIterator]: () => ({
        async next() {
          const next = await iterator.next();
          if (next.done !== true) read.push(next.value);
          return next;
        },
      }),
    },
    async *replay() {
      yield* read.splice(0);
      yield* { [Symbol.asyncIterator]: () => iterator };
    },
  };
}
