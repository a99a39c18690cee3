import type { Row } from '../fields/field-path.js';
import { parsePythonJson } from '../places/json-in-text.js';

/** How rows are written, apart from being compressed. */
export type AuditFormat = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet';

/** The place of a row in its file. */
export interface RowAt {
  /** From 1. */
  readonly line: number;
  /** Byte offset in the decompressed file; null where the format has none. */
  readonly offset: number | null;
  /** Holds the line as it came, newline included, from `start` up to `end`; null where the format has no lines. */
  readonly bytes: Buffer | null;
  readonly start: number;
  readonly end: number;
}

/** A place that is a number alone. */
export function rowNumber(line: number): RowAt {
  return { line, offset: null, bytes: null, start: 0, end: 0 };
}

/** Takes the rows and faults that a reader finds, in the order of the file. */
export interface RowHandler {
  readonly row: (value: Row, at: RowAt) => void;
  /** `kept` is the part to keep if there are no bytes; undefined if `other` already got the bytes. */
  readonly corrupt: (message: string, at: RowAt, kept?: unknown) => void;
  /** Bytes of a line too long to be held, before it is reported as corrupt; and blank lines. */
  readonly other: (kind: 'corrupt' | 'blank', bytes: Buffer) => void;
}

/** Finds the rows of one file. */
export interface RowReader {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** The same, but runs without Node. */
export interface BytesReader extends RowReader {
  readonly push: (chunk: Uint8Array) => void;
}

/** A file that can't be read on; its message says why, to follow the file's name, without a full stop. */
export class UnreadableFile extends Error {}

const formatOfEnding: Readonly<Record<string, AuditFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

/** By the ending of the name, without `.gz` or `.zst`; null if it says nothing. */
export function formatOfName(path: string): AuditFormat | null {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(path.replace(/\.(?:gz|gzip|zst|zstd)$/i, '')) ?? [];
  const name = ending.toLowerCase();
  return Object.hasOwn(formatOfEnding, name) ? (formatOfEnding[name] ?? null) : null;
}

/**
 * By the ending of the name, or else by the first bytes, decompressed; null if neither says it.
 *
 * @param head empty if the file is
 */
export function findFormat(name: string, head: Uint8Array): AuditFormat | null {
  const found = formatOfName(name) ?? (head.length === 0 ? 'jsonl' : formatOfBytes(head));
  // Much that is called JSON has a row on each line.
  return found === 'json' ? (formatOfBytes(head) ?? found) : found;
}

/** Parquet, a JSON document, or JSONL if the first line is a complete object; null for anything else. */
function formatOfBytes(head: Uint8Array): AuditFormat | null {
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith('PAR1')) return 'parquet';
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return null;
  const newline = text.indexOf('\n');
  return newline >= 0 && isJson(text.slice(0, newline)) ? 'jsonl' : 'json';
}

function isJson(text: string): boolean {
  try {
    parsePythonJson(text);
    return true;
  } catch {
    return false;
  }
}
