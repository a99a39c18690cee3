const newline = 0x0a;

/** A part of a file, cut at the ends of lines. */
export type LinePiece =
  /** Whole lines, in memory of their own; the last one of a file may lack its newline. */
  | { readonly kind: 'lines'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** A part of a line that is too long to be held. `lineBytes`: the length of all of it, at its end; null before. */
  | { readonly kind: 'too-long'; readonly bytes: Uint8Array<ArrayBuffer>; readonly lineBytes: number | null };

/** Cuts chunks of a file so that whole lines stay together. */
export interface LineSplitter {
  /** At most two pieces: the end of a long line, and lines. Holds nothing of the chunk itself. */
  readonly push: (chunk: Buffer) => readonly LinePiece[];
  /** The rest after the last chunk. */
  readonly end: () => readonly LinePiece[];
}

/**
 * Holds no more than one line.
 *
 * @param spare memory of {@link pieceBytes} each, to be used again: without it a quarter of the time goes into garbage
 */
export function createLineSplitter(maxLineBytes: number, spare: ArrayBuffer[] = []): LineSplitter {
  let held: Buffer[] = [];
  /** Length of the line that goes on in the next chunk, up to now. */
  let lineBytes = 0;

  const hold = (part: Buffer): readonly LinePiece[] => {
    if (part.length === 0) return [];
    held.push(Buffer.from(part));
    lineBytes += part.length;
    return lineBytes > maxLineBytes ? [{ kind: 'too-long', bytes: takeHeld(), lineBytes: null }] : [];
  };
  const takeHeld = (...last: readonly Buffer[]): Uint8Array<ArrayBuffer> => {
    const bytes = join([...held, ...last], spare);
    held = [];
    return bytes;
  };
  const endLongLine = (part: Buffer): LinePiece => {
    const piece: LinePiece = {
      kind: 'too-long',
      bytes: takeHeld(part),
      lineBytes: lineBytes + part.length,
    };
    lineBytes = 0;
    return piece;
  };

  return {
    push(chunk) {
      let rest = chunk;
      const pieces: LinePiece[] = [];
      if (lineBytes > maxLineBytes) {
        const end = rest.indexOf(newline) + 1;
        if (end === 0) return hold(rest);
        pieces.push(endLongLine(rest.subarray(0, end)));
        rest = rest.subarray(end);
      }
      const end = rest.lastIndexOf(newline) + 1;
      if (end > 0) {
        pieces.push({ kind: 'lines', bytes: takeHeld(rest.subarray(0, end)) });
        lineBytes = 0;
      }
      return [...pieces, ...hold(rest.subarray(end))];
    },
    end() {
      if (lineBytes === 0) return [];
      if (lineBytes > maxLineBytes) return [endLongLine(Buffer.alloc(0))];
      return [{ kind: 'lines', bytes: takeHeld() }];
    },
  };
}

/** A chunk and a line before it: memory of this size can be used again for most pieces. */
export const pieceBytes = 655_360;

/** Not `Buffer.concat`: small buffers share their memory, which then can't be handed to a thread. */
function join(parts: readonly Buffer[], spare: ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const used = length <= pieceBytes ? spare.pop() : undefined;
  const bytes = new Uint8Array(used ?? new ArrayBuffer(Math.max(length, pieceBytes)), 0, length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
