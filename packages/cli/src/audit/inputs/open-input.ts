import type { Io } from '../../io.js';
import type { AuditFormat, AuditInput } from '../engine.js';
import { UnreadableFile } from '../unreadable-file.js';
import { openBytes } from './open-bytes.js';
import { formatOfBytes, formatOfName } from './tell-format.js';
import { unzip } from './unzip.js';
import { withFirst } from './with-first.js';

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
 * Opens a file, or stdin for `-`, unzips it where its first bytes say so, and tells its format.
 *
 * @throws UnreadableFile, and errors of the file system
 */
export async function openInput({ path, format }: AuditInput, io: Pick<Io, 'stdin'>): Promise<OpenedInput> {
  const source = await openBytes(path, io);
  const chunks = unzip(source.chunks)[Symbol.asyncIterator]();
  try {
    const first = await chunks.next();
    // A copy: it is kept while more is read.
    const head = first.done === true ? Buffer.alloc(0) : Buffer.from(first.value);
    const told = format ?? formatOfName(path) ?? (head.length === 0 ? 'jsonl' : formatOfBytes(head));
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
