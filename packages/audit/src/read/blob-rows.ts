import { readCsv } from './csv.js';
import { isGzip, isZstd, unzstd } from './decompress.js';
import { readJson } from './json-document.js';
import {
  ambiguous,
  decodeUtf8,
  describeTooLong,
  InvalidText,
  isAmbiguous,
  joinBytes,
  markLength,
  maxLineBytes,
  parseLine,
} from './json-text.js';
import {
  type AuditFormat,
  type BytesReader,
  findFormat,
  type RowAt,
  type RowHandler,
  UnreadableFile,
} from './reader.js';

/** A file that a browser holds. */
export interface OpenedBlob {
  readonly format: AuditFormat;
  /**
   * Hands over its rows, and the faults of rows that can't be read, as the readers with Node do.
   *
   * @param onPart called, and waited for, after each part of the file, with the bytes read up to there, before they were
   *   decompressed
   * @throws UnreadableFile
   */
  readonly readRows: (
    handler: RowHandler,
    onPart: (bytesRead: number) => void | Promise<void>,
  ) => Promise<void>;
}

/** @throws UnreadableFile if it is in no format that is read without Node */
export async function openBlob(name: string, blob: Blob): Promise<OpenedBlob> {
  const head = await decompressed(blob, () => {}).next();
  const format = findFormat(name, head.value ?? new Uint8Array(0));
  if (format === null || format === 'parquet') throw new UnreadableFile(otherFormat);
  return {
    format,
    async readRows(handler, onPart) {
      const reader = readerOf(format, handler);
      let bytesRead = 0;
      const count = (bytes: number): void => {
        bytesRead += bytes;
      };
      for await (const part of decompressed(blob, count)) {
        reader.push(part);
        await onPart(bytesRead);
      }
      reader.end();
      await onPart(bytesRead);
    },
  };
}

const otherFormat =
  'a browser reads JSONL, JSON, CSV and TSV, as they are or compressed with gzip or zstd. For Parquet, use the command line: distillable audit FILE';

/** The content of a file in a browser, part by part; `onRead` gets the number of bytes before they are decompressed. */
async function* decompressed(
  blob: Blob,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, undefined> {
  const first = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  const bytes = blob.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        onRead(part.length);
        controller.enqueue(part);
      },
    }),
  );
  if (isGzip(first)) yield* gunzip(bytes);
  else if (isZstd(first)) yield* unzstd(partsOf(bytes));
  else yield* partsOf(bytes);
}

async function* gunzip(bytes: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* partsOf(bytes.pipeThrough(new DecompressionStream('gzip')));
  } catch (error) {
    // The file was changed or deleted meanwhile.
    if (error instanceof DOMException) throw error;
    throw new UnreadableFile(damagedGzip);
  }
}

const damagedGzip =
  'its gzip data is damaged, cut off, or in several parts, which only the command line reads: distillable audit FILE';

/** Not every browser iterates over streams. */
async function* partsOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = bytes.getReader();
  try {
    for (let part = await reader.read(); part.done !== true; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

function readerOf(format: Exclude<AuditFormat, 'parquet'>, handler: RowHandler): BytesReader {
  switch (format) {
    case 'jsonl':
      return readLines(handler);
    case 'json':
      return readJson(handler);
    case 'csv':
      return readTable(handler, null);
    case 'tsv':
      return readTable(handler, '\t');
  }
}

function readTable(handler: RowHandler, delimiter: string | null): BytesReader {
  const reader = readCsv(handler, { delimiter, keepsText: false });
  const decoder = new TextDecoder();
  const push = (text: string): void => {
    if (text !== '') reader.push(text);
  };
  return {
    push: (bytes) => push(decoder.decode(bytes, { stream: true })),
    end() {
      push(decoder.decode());
      reader.end();
    },
  };
}

function readLines(handler: RowHandler): BytesReader {
  /** The line that goes on in the next part. A line that is too long is not held. */
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
    else readLine(joinBytes(held), at, handler);
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

function readLine(bytes: Uint8Array, at: RowAt, handler: RowHandler): void {
  const end = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
  const text = decodeUtf8(bytes.subarray(at.offset === 0 ? markLength(bytes, 0) : 0, end));
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
