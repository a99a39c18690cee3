import { joinBytes } from '../bytes.js';
import type { RequestCode } from '../decide/decision.js';
import { PolicyViolationError } from './rejection.js';

type BodyCode = Extract<RequestCode, 'BODY_NOT_JSON' | 'BODY_ENCODING_UNKNOWN' | 'BODY_TOO_LARGE'>;

/** @param message quotes nothing of the body */
export function rejectBody(code: BodyCode, message: string): PolicyViolationError {
  return PolicyViolationError.of({ path: '', code, message, alternatives: [] });
}

export function rejectSize(maxBytes: number): PolicyViolationError {
  return rejectBody(
    'BODY_TOO_LARGE',
    `The body has more than ${maxBytes} bytes, as sent or unzipped: make it smaller.`,
  );
}

/** The bytes that a chunk or a body stands for; null where it is neither bytes nor text. */
export function toBytes(chunk: unknown): Uint8Array | null {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return isArrayBuffer(chunk) ? new Uint8Array(chunk) : null;
}

/** By its tag: one of another realm is no `instanceof` the global class. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/**
 * Joins chunks of bytes. Stops reading, and cancels the source, as soon as there are too many.
 *
 * @throws PolicyViolationError `BODY_TOO_LARGE`; TypeError where a chunk is neither bytes nor text
 */
export async function collectBytes(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = toBytes(chunk);
    if (bytes === null) throw new TypeError('A chunk of the body is neither bytes nor text.');
    length += bytes.byteLength;
    if (length > maxBytes) throw rejectSize(maxBytes);
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

/** What the web's `DecompressionStream` calls an encoding of HTTP. */
type Format = 'gzip' | 'deflate';

const formats: ReadonlyMap<string, Format> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
]);

/**
 * The encodings of a body, in the order in which they are undone: a header lists them in the order in which they were
 * applied.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4 (read 2026-11-24)
 * @throws PolicyViolationError `BODY_ENCODING_UNKNOWN`
 */
export function readEncodings(headers: Headers): readonly Format[] {
  const names = (headers.get('content-encoding') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  return applied.reverse().map((name) => {
    const format = formats.get(name);
    if (format !== undefined) return format;
    throw rejectBody(
      'BODY_ENCODING_UNKNOWN',
      "The body's content-encoding is neither gzip nor deflate, and no other can be undone here: send it plain.",
    );
  });
}

/**
 * Unzips a body.
 *
 * @throws PolicyViolationError `BODY_TOO_LARGE`, as soon as more than `maxBytes` came out of any step; `BODY_NOT_JSON`
 * where it is not encoded as it says
 */
export async function undoEncodings(
  body: Uint8Array,
  encodings: readonly Format[],
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes = body;
  for (const format of encodings) {
    const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
    try {
      bytes = await collectBytes(chunksOf(unzipped), maxBytes);
    } catch (error) {
      if (error instanceof PolicyViolationError) throw error;
      throw rejectBody('BODY_NOT_JSON', `The body is not ${format}, as its content-encoding says.`);
    }
  }
  return bytes;
}
