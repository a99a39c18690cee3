import { type FileHandle, open } from 'node:fs/promises';
import type { Io } from '../../io.js';

/** Large enough that what is done once for each costs nothing, small enough to hold several. */
const chunkBytes = 1_048_576;

/** Bytes as they lie there. */
export interface OpenedBytes {
  /** Each is good only until the next is asked for: two buffers are used in turn. */
  readonly chunks: AsyncIterable<Buffer>;
  readonly bytesRead: () => number;
  /** Null for pipes and the like. */
  readonly size: number | null;
  readonly close: () => Promise<void>;
}

/** Opens a file, or stdin for `-`. @throws the file system's errors */
export async function openBytes(path: string, io: Pick<Io, 'stdin'>): Promise<OpenedBytes> {
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  if (path === '-') {
    const chunks = counted(asBuffers(io.stdin()));
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
