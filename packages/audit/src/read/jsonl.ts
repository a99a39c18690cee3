import { isAscii, isUtf8 } from 'node:buffer';
import type { Row } from '../fields/field-path.js';
import {
  ambiguous,
  describeTooLong,
  InvalidText,
  isAmbiguous,
  markLength,
  maxLineBytes,
  parseLine,
} from './json-text.js';
import { createLineSplitter, type LinePiece } from './lines.js';
import type { RowAt, RowHandler, RowReader } from './reader.js';

const newline = 0x0a;

/**
 * Reads a row from each line. Text after the last newline is a line too. Blank lines are not rows.
 *
 * @param maxBytes of a line; longer ones are not held
 */
export function readJsonl(handler: RowHandler, maxBytes: number = maxLineBytes): RowReader {
  const splitter = createLineSplitter(maxBytes);
  const lines = readLines(handler, { offset: 0, maxBytes });
  return {
    push(chunk) {
      for (const piece of splitter.push(chunk)) lines.read(piece);
    },
    end() {
      for (const piece of splitter.end()) lines.read(piece);
    },
  };
}

/** Reads pieces of a file, one after the other. */
export interface LineReader {
  readonly read: (piece: LinePiece) => void;
  /** How many lines have been read. */
  readonly lines: () => number;
}

/** Options of {@link readLines}. */
export interface LineOptions {
  /** Bytes of the file before the first piece. Lines are counted from there. */
  readonly offset: number;
  /** Of a line. */
  readonly maxBytes: number;
  /**
   * Whether a row will do in which each byte beyond ASCII was read as a character of its own (Latin-1); others are read
   * again. Nothing else differs, since all of JSON's own signs are ASCII. A million rows of 390 bytes, a third of them
   * beyond ASCII, take 0.57 s so, and 0.85 s as UTF-8: without it the audit misses its goal of 1.9 times the speed of
   * readline and `JSON.parse`.
   *
   * @default none will do
   */
  readonly isEnough?: (row: Row) => boolean;
}

/** Bytes that become text at once: faster than line by line. Each collection of garbage copies what it finds in use, so it is not much. */
const textBytes = 16_384;

export function readLines(handler: RowHandler, { maxBytes, isEnough, ...from }: LineOptions): LineReader {
  let { offset } = from;
  let lines = 0;
  const tooLong = describeTooLong(maxBytes);

  const place = (bytes: Buffer | null, start: number, end: number, lineBytes: number): RowAt => {
    lines += 1;
    const at = { line: lines, offset, bytes, start, end };
    offset += lineBytes;
    return at;
  };
  const readLine = (bytes: Buffer, start: number, end: number): void => {
    const at = place(bytes, start, end, end - start);
    const textStart = start + (at.offset === 0 ? markLength(bytes, start) : 0);
    const line = bytes.subarray(textStart, bytes[end - 1] === newline ? end - 1 : end);
    if (end - start > maxBytes) handler.corrupt(tooLong, at);
    // Otherwise it would be read with replacement characters.
    else if (!isUtf8(line)) handler.corrupt('not UTF-8', at);
    else {
      const text = line.toString();
      const row = parseLine(text);
      if (row === 'blank') handler.other('blank', bytes.subarray(start, end));
      else if (row instanceof InvalidText) handler.corrupt(row.message, at);
      else if (isAmbiguous(text, row)) handler.corrupt(ambiguous, at);
      else handler.row(row, at);
    }
  };
  /** As Latin-1 each byte is a character, so that places in the text are places in the bytes. */
  const readText = (bytes: Buffer, start: number, text: string, isExact: boolean): void => {
    for (let from = 0; from < text.length; ) {
      const newlineAt = text.indexOf('\n', from);
      const to = newlineAt < 0 ? text.length : newlineAt + 1;
      const row = to - from > maxBytes ? null : tryRow(text.slice(from, to));
      const isFit = row !== null && (isExact || isEnough?.(row) === true);
      if (isFit && !isAmbiguous(text, row, from, to))
        handler.row(row, place(bytes, start + from, start + to, to - from));
      else readLine(bytes, start + from, start + to);
      from = to;
    }
  };
  const readPart = (bytes: Buffer, start: number, end: number): void => {
    const part = bytes.subarray(start, end);
    const isExact = isAscii(part);
    if (isExact || (isEnough !== undefined && isUtf8(part))) {
      readText(bytes, start, part.toString('latin1'), isExact);
      return;
    }
    for (let from = start; from < end; ) {
      const to = lineEnd(bytes, from);
      readLine(bytes, from, to);
      from = to;
    }
  };

  return {
    lines: () => lines,
    read(piece) {
      const bytes = Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength);
      if (piece.kind === 'too-long') {
        handler.other('corrupt', bytes);
        if (piece.lineBytes !== null) handler.corrupt(tooLong, place(null, 0, 0, piece.lineBytes));
        return;
      }
      for (let start = 0; start < bytes.length; ) {
        const end = start + bytes.subarray(start, start + textBytes).lastIndexOf(newline) + 1;
        const partEnd = end > start ? end : lineEnd(bytes, start);
        readPart(bytes, start, partEnd);
        start = partEnd;
      }
    },
  };
}

function lineEnd(bytes: Buffer, start: number): number {
  const newlineAt = bytes.indexOf(newline, start);
  return newlineAt < 0 ? bytes.length : newlineAt + 1;
}

function tryRow(text: string): Row | null {
  const row = parseLine(text);
  return row === 'blank' || row instanceof InvalidText ? null : row;
}
