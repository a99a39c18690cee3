import type { Row } from '../fields/field-path.js';
import { findRowFields, type NamedFields } from '../fields/row-fields.js';
import { createNameCollector, type NameCollector, type PlaceOptions } from '../places/collect-names.js';
import type { FoundName } from '../places/found-name.js';
import { readLines } from '../read/jsonl.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import { countRows } from '../rows.js';

/** Whole lines of a JSONL file, to be counted. */
export interface BlockTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of the file before them. */
  readonly offset: number;
  readonly places: PlaceOptions;
  /** Where the time is, as far as that is known. */
  readonly fields: Pick<NamedFields, 'time'>;
  readonly since: readonly number[] | null;
  /** Longest line that is read, in bytes. */
  readonly maxLineBytes: number;
  readonly maxPlaces: number;
}

/** What is in a block; lines are counted from 1 at its start. */
export interface BlockCounts {
  readonly lines: number;
  readonly rows: number;
  readonly corrupt: number;
  /** The first of them. */
  readonly corruptRows: readonly CorruptRow[];
  readonly groups: readonly RowGroup[];
  /** Where the time was read; null if no row had one. */
  readonly timeField: string | null;
}

/** Counts the rows of blocks of one file: names that occur again are known from the blocks before. */
export function createBlockScanner(): (task: BlockTask) => BlockCounts {
  let last: { readonly key: string; readonly collect: NameCollector } | null = null;
  return (task) => {
    const key = JSON.stringify(task.places);
    if (last?.key !== key) last = { key, collect: createNameCollector(task.places) };
    return scanBlock(task, last.collect);
  };
}

/** Counts the rows of a block. Pure: any thread can do it. */
export function scanBlock(task: BlockTask, known?: NameCollector): BlockCounts {
  const { bytes, offset, places, fields: named, since, maxLineBytes, maxPlaces } = task;
  const fields = findRowFields(named);
  const collect = rememberLast(known ?? createNameCollector(places));
  const counter = countRows({ file: '', since, collect, fields, maxPlaces, each: null });
  const isEnough = (row: Row): boolean =>
    collect(row).every(({ place, name }) => !beyondAscii.test(name) && !beyondAscii.test(place));
  const reader = readLines(counter, {
    offset,
    maxBytes: maxLineBytes,
    ...(isPlain(task) ? { isEnough } : {}),
  });
  reader.read({ kind: 'lines', bytes });
  return {
    lines: reader.lines(),
    rows: counter.rows(),
    corrupt: counter.corruptRows(),
    corruptRows: counter.places,
    groups: counter.groups.take(),
    timeField: fields.time.path(),
  };
}

/** A row that is looked at twice is walked once. */
function rememberLast(collect: NameCollector): NameCollector {
  let last: { readonly row: Row; readonly names: readonly FoundName[] } | null = null;
  return (row) => {
    if (last?.row !== row) last = { row, names: collect(row) };
    return last.names;
  };
}

/** Whether the names of all places are ASCII, and so the same in a row of which each byte became a character. */
function isPlain({ places, fields }: BlockTask): boolean {
  const { modelFields = [], ignoreFields = [], found = [] } = places;
  return [...modelFields, ...ignoreFields, ...found, fields.time ?? ''].every(
    (path) => !beyondAscii.test(path),
  );
}

// A time never is: in one all is ASCII.
const beyondAscii = /[^\0-\x7f]/;
