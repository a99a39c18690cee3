import { chunksOf, collectBytes } from './collect-bytes.js';
import { notJson, UnreadableBody } from './unreadable-body.js';

/** What the web's `DecompressionStream` calls an encoding of HTTP. */
type Format = 'gzip' | 'deflate';

const formats: ReadonlyMap<string, Format> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
]);

/**
 * The encodings to undo, the first one first: a header lists them in the order in which they were applied.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4 (read 2026-11-24)
 * @throws UnreadableBody `BODY_ENCODING_UNKNOWN`
 */
export function readEncodings(headers: Headers): readonly Format[] {
  const names = (headers.get('content-encoding') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  return applied.reverse().map((name) => {
    const format = formats.get(name);
    if (format !== undefined) return format;
    throw new UnreadableBody(
      'BODY_ENCODING_UNKNOWN',
      "The body's content-encoding is neither gzip nor deflate, and no other can be undone here: send it plain.",
    );
  });
}

/**
 * Unzips a body.
 *
 * @throws UnreadableBody `BODY_TOO_LARGE`, as soon as more than `maxBytes` came out of any step; `BODY_NOT_JSON` where
 * it is not encoded as it says
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
      if (error instanceof UnreadableBody) throw error;
      throw notJson(`The body is not ${format}, as its content-encoding says.`);
    }
  }
  return bytes;
}
