import { open } from 'node:fs/promises';
import { type CatalogSnapshot, identify } from '@distillable/catalog';
import type { Row } from './fields/field-path.js';
import { findRowFields, type NamedFields } from './fields/row-fields.js';
import { createNameCollector, type PlaceOptions } from './places/collect-names.js';
import { createPlaceFinder, findSuspiciousKeys } from './places/find-by-value.js';
import { startsLikeJson } from './places/json-in-text.js';
import { opaqueId } from './places/kept-names.js';
import { isCompressed } from './read/decompress.js';
import { readJsonl } from './read/jsonl.js';
import { chooseReader, type InputSource, openInput, readAhead } from './read/open.js';
import type { RowHandler } from './read/reader.js';

/** The result of a first look at a file. */
export interface FirstLook {
  /** Places that hold names of known models, and are not known by their own name. */
  readonly found: readonly string[];
  /** Columns of text in which JSON was found. Only formats that read columns apart need them. */
  readonly jsonColumns: readonly string[];
  /** Columns that look as if a model wrote them, but name none as a value. */
  readonly suspiciousColumns: readonly string[];
  /** Where the rows have their time; null if none that was looked at has one; undefined if times were not looked at. */
  readonly timeField: string | null | undefined;
  /** Whether one of the rows that were looked at names a model. */
  readonly hasNames: boolean;
}

/** A first look, and the file to be read from its start: of a stream, what was read ahead is put back. */
export interface Discovery {
  readonly look: FirstLook;
  readonly source: InputSource;
}

export interface LookOptions {
  readonly places: PlaceOptions;
  /** Whether a text is exactly the name of a known model. */
  readonly isKnownName: (text: string) => boolean;
  readonly fields: NamedFields;
  /** Takes each row that is looked at. */
  readonly onRow?: (row: Row) => void;
}

/** Columns are named by the first rows. */
const rowsWithKeys = 100;
/** The first rows of each file are all looked at, */
export const headRows = 10_000;
/** but no more than this many bytes of a stream are held for it. */
const headBytes = 67_108_864;
/** The rest of a file is looked at in so many places, */
const samples = 32;
/** each with the rows that fit into so many bytes. */
const sampleBytes = 65_536;
/** Of a compressed file, so many bytes are skipped between two looks. */
const bytesBetween = 4_194_304;

/**
 * Looks at the first rows of a file, and at a sample of the rest, for places that name models without saying so.
 *
 * @throws UnreadableFile, and errors of the file system
 */
export async function discover(source: InputSource, options: LookOptions): Promise<Discovery> {
  const look = createLook(options);
  const { stream } = source;
  if (stream === null) {
    await lookAtFile(source, look);
    return { source, look: look.result() };
  }
  const { bytes, replay } = readAhead(stream);
  await lookAtHead({ ...source, stream: bytes }, look);
  return { source: { ...source, stream: replay() }, look: look.result() };
}

/** Takes the rows that are looked at. */
export interface Look {
  readonly row: (row: Row) => void;
  /** Takes a row of columns that would not be read: does one hold JSON? */
  readonly unread: (row: Row) => void;
  /** Takes the names of columns. */
  readonly keys: (keys: readonly string[]) => void;
  readonly rows: () => number;
  readonly result: () => FirstLook;
}

export function createLook({ places, isKnownName, fields, onRow = () => {} }: LookOptions): Look {
  const collect = createNameCollector(places);
  const { time } = findRowFields(fields);
  const finder = createPlaceFinder(isKnownName);
  const suspicious = new Set<string>();
  const jsonColumns = new Set<string>();
  let rows = 0;
  let hasNames = false;
  const addKeys = (keys: readonly string[]): void => {
    for (const key of findSuspiciousKeys(keys)) suspicious.add(key);
  };
  return {
    keys: addKeys,
    unread(row) {
      onRow(row);
      for (const [column, value] of Object.entries(row)) if (holdsJson(value)) jsonColumns.add(column);
    },
    row(row) {
      onRow(row);
      rows += 1;
      hasNames ||= collect(row).some(({ certain, counts }) => certain && counts);
      finder.look(row);
      time.read(row);
      if (rows <= rowsWithKeys) addKeys(Object.keys(row));
    },
    rows: () => rows,
    result() {
      const found = [...finder.found()].sort();
      return {
        found,
        jsonColumns: [...jsonColumns].sort(),
        // Keys that are names have been found.
        suspiciousColumns: found.some((place) => place.startsWith('{')) ? [] : [...suspicious].sort(),
        timeField: fields.time ?? time.path(),
        hasNames: hasNames || found.length > 0,
      };
    },
  };
}

function holdsJson(value: unknown): boolean {
  if (typeof value === 'string') return startsLikeJson(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsJson);
}

async function lookAtFile(source: InputSource, look: Look): Promise<void> {
  const { format, position } = await lookAtHead(source, look);
  if (format !== 'jsonl' || look.rows() < headRows) return;
  const handle = await open(source.name);
  try {
    const { buffer: magic } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (isCompressed(magic)) return await sampleStream(source, look);
    const { size } = await handle.stat();
    const step = Math.floor((size - position) / samples);
    for (let index = 0; index < samples && step > 0; index += 1) {
      const bytes = Buffer.alloc(Math.min(sampleBytes, step));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, position + index * step);
      lookAtLines(bytes.subarray(0, bytesRead), look);
    }
  } finally {
    await handle.close();
  }
}

/** A compressed file can't be entered in its middle: all of it is decompressed, but few of its lines are parsed. */
async function sampleStream(source: InputSource, look: Look): Promise<void> {
  const { chunks, close } = await openInput(source);
  let left = 0;
  try {
    for await (const chunk of chunks) {
      if (left <= 0) {
        lookAtLines(chunk.subarray(0, sampleBytes), look);
        left = bytesBetween;
      }
      left -= chunk.length;
    }
  } finally {
    await close();
  }
}

/** Only whole lines: the bytes before the first newline and after the last one are left out. */
function lookAtLines(bytes: Buffer, look: Look): void {
  const [start, end] = [bytes.indexOf('\n') + 1, bytes.lastIndexOf('\n') + 1];
  if (end <= start) return;
  const reader = readJsonl(handlerOf(look));
  reader.push(bytes.subarray(start, end));
  reader.end();
}

/** All of a document or a table is looked at, since it can't be entered in its middle. */
async function lookAtHead(
  source: InputSource,
  look: Look,
): Promise<{ readonly format: string; readonly position: number }> {
  const opened = await openInput(source);
  const { format, chunks, bytesRead, size } = opened;
  const isWhole = source.stream === null && (format === 'csv' || format === 'tsv');
  try {
    if (format === 'parquet') return { format, position: 0 };
    const reader = chooseReader(format, handlerOf(look), false);
    for await (const chunk of chunks) {
      reader.push(chunk);
      if (!isWhole && look.rows() >= headRows) break;
      if (source.stream !== null && bytesRead() >= headBytes) break;
    }
    if (look.rows() < headRows) reader.end();
    return { format: size === null ? 'stream' : format, position: bytesRead() };
  } finally {
    await opened.close();
  }
}

/** Faults of rows are reported when they are counted. */
function handlerOf(look: Look): RowHandler {
  return { row: look.row, corrupt: () => {}, other: () => {} };
}

/** Remembered, since files repeat their short texts; forgotten before it fills the memory. */
const maxRemembered = 100_000;

/**
 * Whether a text is exactly a name of a known model. Names of providers count with a number in them: without one they may
 * be ordinary words. Ids, of which each row has another, are neither looked up nor remembered.
 */
export function createNameTest(
  snapshot: CatalogSnapshot | undefined,
  names: ReadonlyMap<string, string>,
): (text: string) => boolean {
  const known = new Map<string, boolean>();
  const test = (text: string): boolean => {
    if (snapshot === undefined) return false;
    const { certainty, by } = identify(text, snapshot, { names });
    return certainty === 'exact' || (by === 'provider' && /\d/.test(text));
  };
  return (text) => {
    if (opaqueId.test(text) && !names.has(text)) return false;
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= maxRemembered) known.clear();
    const isKnown = test(text);
    known.set(text, isKnown);
    return isKnown;
  };
}
