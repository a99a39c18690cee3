import { documentNotUtf8, handRows, rejectLongDocument } from './json-document.js';
import {
  ambiguous,
  describeTooLong,
  InvalidText,
  isAmbiguous,
  markLength,
  maxLineBytes,
  parseLine,
} from './json-text.js';
import { type RowAt, type RowHandler, UnreadableFile } from './reader.js';

/** Formats that are read without Node. */
export type BlobFormat = 'jsonl' | 'json';

/** @throws UnreadableFile if the name has another ending */
export function blobFormatOf(name: string): BlobFormat {
  const ending = /\.([a-z]+)$/.exec(name.toLowerCase())?.[1];
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl';
  if (ending === 'json') return 'json';
  throw new UnreadableFile('its name ends neither in .jsonl or .ndjson nor in .json');
}

/**
 * Hands over the rows of a file that a browser holds, as `readJsonl` and `readJson` do with bytes of Node, and what they
 * say of rows that can't be read.
 *
 * @param onChunk called, and waited for, after each part of the file, with the bytes read up to there
 * @throws UnreadableFile
 */
export async function readBlobRows(
  blob: Blob,
  format: BlobFormat,
  handler: RowHandler,
  onChunk: (bytesRead: number) => void | Promise<void>,
): Promise<void> {
  const reader = format === 'json' ? readDocument(handler) : readLines(handler);
  let bytes = 0;
  const stream = blob.stream().getReader();
  for (let part = await stream.read(); part.done !== true; part = await stream.read()) {
    reader.push(part.value);
    bytes += part.value.length;
    await onChunk(bytes);
  }
  reader.end();
  await onChunk(bytes);
}

interface BytesReader {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

function readDocument(handler: RowHandler): BytesReader {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    push(bytes) {
      length += bytes.length;
      rejectLongDocument(length);
      parts.push(bytes);
    },
    end() {
      if (length === 0) return;
      const whole = joined(parts);
      const text = createDecoder()(whole.subarray(markLength(whole, 0)));
      if (text === null) throw documentNotUtf8();
      handRows(text, handler);
    },
  };
}

function readLines(handler: RowHandler): BytesReader {
  const decode = createDecoder();
  /** The line that goes on in the next part; nothing of it is held when it is too long. */
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let [line, offset] = [0, 0];
  const hold = (bytes: Uint8Array): void => {
    heldBytes += bytes.length;
    if (heldBytes > maxLineBytes) held = [];
    else held.push(bytes);
  };
  const readHeld = (): void => {
    line += 1;
    const at = { line, offset, bytes: null, start: 0, end: 0 };
    offset += heldBytes;
    if (heldBytes > maxLineBytes) handler.corrupt(describeTooLong(maxLineBytes), at);
    else readLine(joined(held), at, handler, decode);
    held = [];
    heldBytes = 0;
  };
  return {
    push(bytes) {
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        hold(bytes.subarray(start, end + 1));
        readHeld();
        start = end + 1;
      }
      if (start < bytes.length) hold(bytes.subarray(start));
    },
    end() {
      if (heldBytes > 0) readHeld();
    },
  };
}

const newline = 0x0a;

function readLine(bytes: Uint8Array, at: RowAt, handler: RowHandler, decode: Decode): void {
  const end = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
  const text = decode(bytes.subarray(at.offset === 0 ? markLength(bytes, 0) : 0, end));
  if (text === null) {
    handler.corrupt('not UTF-8', at);
    return;
  }
  const row = parseLine(text);
  if (row === 'blank') return;
  if (row instanceof InvalidText) handler.corrupt(row.message, at);
  else if (isAmbiguous(text, row)) handler.corrupt(ambiguous, at);
  else handler.row(row, at);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0)] = parts;
  if (parts.length <= 1) return first;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Null if the bytes are not UTF-8: they would be read with replacement characters. */
type Decode = (bytes: Uint8Array) => string | null;

function createDecoder(): Decode {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
}
