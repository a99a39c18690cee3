import { isAscii, isUtf8 } from 'node:buffer';
import type { Row } from '../fields/row-fields.js';
import { CorruptLine, longestLine, parseRow, tryRow } from './parse-row.js';
import type { RowAt, RowHandler, RowReader } from './reader.js';

const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes that are made text at once: much faster than line by line, and more would not stay in the young generation. */
const pieceBytes = 65_536;

/** How lines are read. */
export interface JsonlOptions {
  /** Longest line that is held, in bytes. @default 64 MiB */
  readonly longest?: number;
  /** Whether it begins at the start of a file, where a byte order mark may stand. @default true */
  readonly isStart?: boolean;
  /**
   * Whether a row will do in which each byte of UTF-8 beyond ASCII was read as a character of its own, which is much
   * faster: nothing else differs. The others are read again. @default none will do
   */
  readonly suffices?: (row: Row) => boolean;
}

/**
 * Splits bytes at newlines and parses each line; what follows the last newline is a line too, unless it is empty. Blank
 * lines are no rows. Of a line longer than `longest` (bytes) nothing is held.
 */
export function readJsonl(handler: RowHandler, options: JsonlOptions = {}): RowReader {
  const { longest = longestLine, isStart = true, suffices } = options;
  const at: RowAt = { line: 0, offset: 0, bytes: null, start: 0, end: 0 };
  let offset = 0;
  /** The line that the last chunk ended in. */
  let pieces: Buffer[] = [];
  let held = 0;

  const place = (bytes: Buffer, start: number, end: number): void => {
    at.line += 1;
    at.offset = offset;
    at.bytes = bytes;
    at.start = start;
    at.end = end;
    offset += end - start;
  };
  /** Of the line that `at` tells. */
  const readExactly = (bytes: Buffer, start: number, end: number): void => {
    const textStart = isStart && at.line === 1 && startsWithMark(bytes, start, end) ? start + 3 : start;
    const textEnd = bytes[end - 1] === newline ? end - 1 : end;
    if (isBlank(bytes, textStart, textEnd)) {
      handler.other('blank', bytes.subarray(start, end));
      return;
    }
    try {
      handler.row(parseRow(bytes.subarray(textStart, textEnd)), at);
    } catch (error) {
      if (!(error instanceof CorruptLine)) throw error;
      handler.corrupt(error.message, at);
    }
  };
  const readLine = (bytes: Buffer, start: number, end: number): void => {
    place(bytes, start, end);
    if (end - start > longest) handler.corrupt(describeTooLong(longest), at);
    else readExactly(bytes, start, end);
  };
  /** Whole lines. As Latin-1 each byte is a character, so that places in the text are those of the bytes. */
  const readLines = (bytes: Buffer, start: number, end: number): void => {
    const piece = bytes.subarray(start, end);
    const isPlain = isAscii(piece);
    const text = isPlain || (suffices !== undefined && isUtf8(piece)) ? piece.toString('latin1') : null;
    let from = 0;
    while (from < piece.length) {
      const to = (text === null ? piece.indexOf(newline, from) : text.indexOf('\n', from)) + 1;
      const row = text === null || to - from > longest ? null : tryRow(text.slice(from, to));
      if (row !== null && (isPlain || suffices?.(row) === true)) {
        place(bytes, start + from, start + to);
        handler.row(row, at);
      } else readLine(bytes, start + from, start + to);
      from = to;
    }
  };
  const hold = (piece: Buffer): void => {
    held += piece.length;
    if (held <= longest) {
      // The chunk may be written over before the line is whole.
      if (piece.length > 0) pieces.push(Buffer.from(piece));
      return;
    }
    for (const earlier of [...pieces, piece]) handler.other('corrupt', earlier);
    pieces = [];
  };
  const finishHeld = (): void => {
    const [line, length] = [Buffer.concat(pieces), held];
    pieces = [];
    held = 0;
    if (length <= longest) {
      readLine(line, 0, line.length);
      return;
    }
    Object.assign(at, { line: at.line + 1, offset, bytes: line, start: 0, end: 0 });
    offset += length;
    handler.corrupt(describeTooLong(longest), at);
  };
  return {
    push(chunk) {
      let start = 0;
      if (held > 0) {
        const end = chunk.indexOf(newline) + 1;
        if (end > 0) {
          hold(chunk.subarray(0, end));
          finishHeld();
        }
        start = end;
      }
      for (let end = pieceEnd(chunk, start); end > start; end = pieceEnd(chunk, start)) {
        readLines(chunk, start, end);
        start = end;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    end() {
      if (held > 0) finishHeld();
    },
  };
}

/** Where the last line ends that ends within a piece, or else the next; 0 where none does. */
function pieceEnd(bytes: Buffer, start: number): number {
  const end = bytes.subarray(start, start + pieceBytes).lastIndexOf(newline);
  return (end >= 0 ? start + end : bytes.indexOf(newline, start)) + 1;
}

/** `longest` in bytes. */
export function describeTooLong(longest: number): string {
  return `longer than ${longest / 1_048_576} MiB`;
}

function startsWithMark(bytes: Buffer, start: number, end: number): boolean {
  return end - start >= 3 && bytes.subarray(start, start + 3).equals(byteOrderMark);
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    const byte = bytes[index];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
