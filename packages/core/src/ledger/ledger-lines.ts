import type { FileHandle } from 'node:fs/promises';
import type { LinePlace } from './ledger-problem.js';

/** A line as it lies in a file. */
export interface LedgerLine extends LinePlace {
  /** Without its newline. */
  readonly bytes: Buffer;
  /** Whether it has its newline: what a crash tore has none. */
  readonly isWhole: boolean;
}

const newline = 0x0a;
const chunkSize = 262_144;

/** Reads the lines of a file, as many at once as lie in a chunk of it, and closes it. @throws the system's error */
export async function* readLineBatches(
  handle: FileHandle,
  file: string,
): AsyncGenerator<readonly LedgerLine[], void, void> {
  try {
    let line = 1;
    let offset = 0;
    let rest: Buffer[] = [];
    for await (const chunk of readChunks(handle)) {
      const end = chunk.lastIndexOf(newline);
      if (end < 0) {
        rest.push(Buffer.from(chunk));
        continue;
      }
      const bytes = Buffer.concat([...rest, chunk.subarray(0, end + 1)]);
      rest = [Buffer.from(chunk.subarray(end + 1))];
      const batch = splitLines(bytes, { file, line, offset });
      line += batch.length;
      offset += bytes.length;
      yield batch;
    }
    const bytes = Buffer.concat(rest);
    if (bytes.length > 0) yield [{ file, line, offset, bytes, isWhole: false }];
  } finally {
    await handle.close();
  }
}

function splitLines(bytes: Buffer, first: LinePlace): LedgerLine[] {
  const lines: LedgerLine[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(newline, start);
    const line = first.line + lines.length;
    const offset = first.offset + start;
    lines.push({ file: first.file, line, offset, bytes: bytes.subarray(start, end), isWhole: true });
    start = end + 1;
  }
  return lines;
}

/** Each chunk lies where the one before did. */
async function* readChunks(handle: FileHandle): AsyncGenerator<Buffer, void, void> {
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, chunkSize, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
