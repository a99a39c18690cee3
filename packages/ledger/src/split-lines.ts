/** A line of a file or stream. */
export interface SplitLine {
  /** Counted from 1. */
  readonly line: number;
  /** Where it begins, in bytes. */
  readonly offset: number;
  /** Length in bytes, with its newline. */
  readonly length: number;
  /** Without its newline, in memory of its own; empty if the line is too long. */
  readonly bytes: Buffer;
  /** Whether a newline ends it, as every line but the last one of some files. */
  readonly isWhole: boolean;
  /** Whether it has more than `maxLineBytes`. */
  readonly isTooLong: boolean;
}

/** Options of {@link splitLines}. */
export interface SplitLinesOptions {
  /** Longest line that is kept, in bytes without the newline. @default no limit */
  readonly maxLineBytes?: number;
}

const newline = 0x0a;

/**
 * Splits bytes at `\n`. Bytes after the last one are a line too. The lines that end in one chunk come together. In memory
 * are only these and the line that has not ended. A chunk may be overwritten when the next one is asked for.
 *
 * @throws the error of reading the chunks
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  { maxLineBytes = Number.POSITIVE_INFINITY }: SplitLinesOptions = {},
): AsyncGenerator<readonly SplitLine[], void, undefined> {
  let place = { line: 1, offset: 0 };
  let held: Buffer[] = [];
  let length = 0;
  const hold = (part: Buffer): void => {
    length += part.length;
    if (length > maxLineBytes + 1) held = [];
    else held.push(part);
  };
  const finish = (last: Buffer): SplitLine => {
    hold(last);
    const isWhole = last.at(-1) === newline;
    const textBytes = isWhole ? length - 1 : length;
    const isTooLong = textBytes > maxLineBytes;
    const [only] = held;
    const bytes = isTooLong ? Buffer.alloc(0) : held.length === 1 && only ? only : Buffer.concat(held);
    const line = { ...place, length, bytes: bytes.subarray(0, textBytes), isWhole, isTooLong };
    place = { line: place.line + 1, offset: place.offset + length };
    held = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    const lines: SplitLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline) + 1; end > 0; end = bytes.indexOf(newline, start) + 1) {
      lines.push(finish(bytes.subarray(start, end)));
      start = end;
    }
    if (start < bytes.length) hold(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [finish(Buffer.alloc(0))];
}
