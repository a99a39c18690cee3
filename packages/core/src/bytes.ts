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

/**
 * The bytes of a stream; null, and the stream is cancelled, where there are more than `maxBytes`: a few bytes on the wire
 * may be unzipped to more than memory holds.
 */
export async function readAtMost(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(parts);
    length += value.byteLength;
    if (length > maxBytes) {
      // Not waited for: a source may take as long as it likes to stop.
      reader.cancel().catch(() => undefined);
      return null;
    }
    parts.push(value);
  }
}
