import { isAscii } from 'node:buffer';
import type { RowAt, RowHandler, RowReader } from '../row-handler.js';
import { CorruptLine, longestLine, parseRow } from './parse-row.js';

const newline = 0x0a;
const openingBrace = 0x7b;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** How lines are read. */
export interface JsonlOptions {
  /** Longest line that is held, in bytes. @default 64 MiB */
  readonly longest?: number;
  /** Whether it begins at the start of a file, where a byte order mark may stand. @default true */
  readonly isStart?: boolean;
}

/**
 * Splits bytes at newlines and parses each line; what follows the last newline is a line too, unless it is empty. Blank
 * lines are no rows. Of a line longer than `longest` (bytes) nothing is held.
 */
export function readJsonl(handler: RowHandler, options: JsonlOptions = {}): RowReader {
  const { longest = longestLine, isStart = true } = options;
  const at: RowAt = { line: 0, offset: 0, bytes: null, start: 0, end: 0 };
  let offset = 0;
  /** The line that the last chunk ended in. */
  let pieces: Buffer[] = [];
  let held = 0;

  const finish = (bytes: Buffer, start: number, end: number, isPlain: boolean): void => {
    at.line += 1;
    at.offset = offset;
    at.bytes = bytes;
    at.start = start;
    at.end = end;
    offset += end - start;
    if (end - start > longest) {
      handler.corrupt(describeTooLong(longest), at);
      return;
    }
    const textStart = isStart && at.line === 1 && startsWithMark(bytes, start, end) ? start + 3 : start;
    const textEnd = bytes[end - 1] === newline ? end - 1 : end;
    if (bytes[textStart] !== openingBrace && isBlank(bytes, textStart, textEnd)) {
      handler.other('blank', bytes.subarray(start, end));
      return;
    }
    try {
      handler.row(parseRow(bytes, textStart, textEnd, isPlain), at);
    } catch (error) {
      if (!(error instanceof CorruptLine)) throw error;
      handler.corrupt(error.message, at);
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
      finish(line, 0, line.length, false);
      return;
    }
    Object.assign(at, { line: at.line + 1, offset, bytes: line, start: 0, end: 0 });
    offset += length;
    handler.corrupt(describeTooLong(longest), at);
  };
  return {
    push(chunk) {
      const isPlain = isAscii(chunk);
      let start = 0;
      let end = chunk.indexOf(newline);
      if (held > 0 && end >= 0) {
        hold(chunk.subarray(0, end + 1));
        finishHeld();
        start = end + 1;
        end = chunk.indexOf(newline, start);
      }
      for (; end >= 0; end = chunk.indexOf(newline, start)) {
        finish(chunk, start, end + 1, isPlain);
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    end() {
      if (held > 0) finishHeld();
    },
  };
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
