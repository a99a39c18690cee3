/** The bytes of all parts, one after the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}

/** The chunks of a stream. Not every runtime can iterate streams itself. */
export async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk, void> {
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

/**
 * The bytes of all chunks; null, and the source is stopped, as soon as there are more than `maxBytes`: a few bytes on
 * the wire may be unzipped to more than memory holds.
 */
export async function joinAtMost(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of chunks) {
    length += bytes.byteLength;
    if (length > maxBytes) return null;
    parts.push(bytes);
  }
  return joinBytes(parts);
}
