import { isArrayBuffer } from './body-kind.js';
import { joinBytes } from './join-bytes.js';
import { tooLarge } from './unreadable-body.js';

/**
 * Joins chunks of bytes. Stops to read, and cancels the source, as soon as there are too many.
 *
 * @throws UnreadableBody `BODY_TOO_LARGE`; TypeError where a chunk is neither bytes nor text
 */
export async function collectBytes(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = toBytes(chunk);
    if (bytes === null) throw new TypeError('A chunk of the body is neither bytes nor text.');
    length += bytes.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes);
    parts.push(bytes);
  }
  return joinBytes(parts);
}

/** The chunks of a stream: not every runtime lets streams be iterated. */
export async function* chunksOf(stream: ReadableStream<unknown>): AsyncGenerator<unknown, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Not waited for: a source may take as long as it likes to stop.
    reader.cancel().catch(() => undefined);
  }
}

/** The bytes that a chunk or a body stands for; null where it is neither bytes nor text. */
export function toBytes(chunk: unknown): Uint8Array | null {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return isArrayBuffer(chunk) ? new Uint8Array(chunk) : null;
}
