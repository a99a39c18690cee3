/** A line without the newline that ends it; counted from 1. */
export interface Line {
  readonly number: number;
  /** Null where the line is longer than may be held. */
  readonly bytes: Buffer | null;
  /** Bytes of the input up to the end of this line. */
  readonly endsAt: number;
}

const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits at newlines; what follows the last one is a line too, unless it is empty. Holds one chunk and the line that it
 * is in the middle of, and of a line longer than `longest` (bytes) nothing. A byte order mark at the start is left out.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Line, void, undefined> {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 0;
  let endsAt = 0;
  const add = (piece: Buffer): void => {
    length += piece.length;
    if (length > longest) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const finish = (): Line => {
    number += 1;
    const whole = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const bytes = length > longest ? null : number === 1 ? withoutMark(whole) : whole;
    pieces = [];
    length = 0;
    return { number, bytes, endsAt };
  };
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, at));
      endsAt += at + 1 - start;
      start = at + 1;
      yield finish();
    }
    add(chunk.subarray(start));
    endsAt += chunk.length - start;
  }
  if (length > 0) yield finish();
}

function withoutMark(line: Buffer): Buffer {
  return line.subarray(0, 3).equals(byteOrderMark) ? line.subarray(3) : line;
}
