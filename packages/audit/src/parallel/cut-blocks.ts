const newline = 0x0a;

/** Whole lines, or what is left of one that is too long to be held. */
export type LineBlock =
  | { readonly kind: 'lines'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-long'; readonly length: number };

/**
 * Cuts chunks at their last newlines, so that each block can be read by itself.
 *
 * @param longest line that is held, in bytes
 * @param spare memory of blocks that were done with; what fits is used again, and taken out
 */
export async function* cutBlocks(
  chunks: AsyncIterable<Buffer>,
  longest: number,
  spare: ArrayBuffer[] = [],
): AsyncGenerator<LineBlock, void, undefined> {
  let pieces: Buffer[] = [];
  let held = 0;
  const hold = (piece: Buffer): void => {
    held += piece.length;
    if (held > longest) pieces = [];
    else if (piece.length > 0) pieces.push(Buffer.from(piece));
  };
  const take = (last: Buffer): LineBlock => {
    const length = held + last.length;
    const block: LineBlock =
      held > longest
        ? { kind: 'too-long', length }
        : { kind: 'lines', bytes: join([...pieces, last], spare) };
    pieces = [];
    held = 0;
    return block;
  };
  for await (const chunk of chunks) {
    let start = 0;
    if (held > longest) {
      const end = chunk.indexOf(newline) + 1;
      if (end > 0) yield take(chunk.subarray(0, end));
      start = end;
    }
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > start) yield take(chunk.subarray(start, end));
    hold(chunk.subarray(Math.max(start, end)));
  }
  if (held > 0) yield take(Buffer.alloc(0));
}

/** Memory of new blocks: a chunk and a line before it, so that most can be used again. */
const usualBytes = 1_179_648;

function join(pieces: readonly Buffer[], spare: ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const used = spare.pop();
  const memory =
    used !== undefined && used.byteLength >= length ? used : new ArrayBuffer(Math.max(length, usualBytes));
  const whole = new Uint8Array(memory, 0, length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
