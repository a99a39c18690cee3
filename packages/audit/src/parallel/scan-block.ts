import type { Periods } from '../catalogs.js';
import type { Row } from '../fields/field-path.js';
import { findRowFields, noFields } from '../fields/row-fields.js';
import { createNameCollector, type NameCollector, type PlaceOptions } from '../places/collect-names.js';
import type { FoundName } from '../places/found-name.js';
import { readLines } from '../read/jsonl.js';
import type { CorruptRow } from '../report.js';
import { createRowGroups, type RowGroup } from '../row-groups.js';
import { countRows } from '../rows.js';

/** How the blocks of a JSONL file are counted. Plain data: it travels to threads. */
export interface ScanOptions {
  readonly places: PlaceOptions;
  /** Where the time is; null if the rows have none. */
  readonly timeField: string | null;
  readonly periods: Periods;
  /** Longest line that is read, in bytes. */
  readonly maxLineBytes: number;
  readonly maxPlaces: number;
}

/** Whole lines of a JSONL file, to be counted. */
export interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Which block of the file it is, from 0. */
  readonly part: number;
  /** Bytes of the file before them. */
  readonly offset: number;
  /** Whether this is the last block of the thread, so that it hands over everything that it has counted. */
  readonly isLast: boolean;
}

/** The content of a block; lines are counted from 1 at its start. */
export interface BlockCounts {
  readonly lines: number;
  readonly rows: number;
  readonly corrupt: number;
  /** The first of them. */
  readonly corruptRows: readonly CorruptRow[];
  /** Of this block and those before, as far as they were not handed over yet; none as long as they are few. */
  readonly groups: readonly RowGroup[];
}

/** More than these would fill the memory. */
const maxGroups = 2_000;

/** Counts the rows of blocks of one file. Their names are kept from block to block. */
export function createBlockScanner(options: ScanOptions): (block: Block) => BlockCounts {
  const groups = createRowGroups();
  /** Few files have such a name, so that rows without one need not be looked at for it. */
  let hasBeyondAscii = false;
  const isEnough = (names: readonly FoundName[]): boolean => !hasBeyondAscii || names.every(isAscii);
  const { places, timeField, periods, maxLineBytes, maxPlaces } = options;
  const collect = rememberLast(
    createNameCollector(places, (name) => {
      hasBeyondAscii ||= !isAscii(name);
    }),
  );
  const fields = timeField === null ? noFields : findRowFields({ time: timeField });
  const latin1 = isPlain(options) ? { isEnough: (row: Row) => isEnough(collect(row)) } : {};
  return ({ bytes, part, offset, isLast }) => {
    const counter = countRows({ file: '', periods, collect, fields, maxPlaces, groups, part, each: null });
    const reader = readLines(counter, { offset, maxBytes: maxLineBytes, ...latin1 });
    reader.read({ kind: 'lines', bytes });
    return {
      lines: reader.lines(),
      rows: counter.rows(),
      corrupt: counter.corruptRows(),
      corruptRows: counter.places,
      groups: isLast || groups.size() > maxGroups ? groups.take() : [],
    };
  };
}

/** A row that is looked at twice is walked once. */
function rememberLast(collect: NameCollector): NameCollector {
  let last: Row | null = null;
  let names: readonly FoundName[] = [];
  return (row) => {
    if (last !== row) names = collect(row);
    last = row;
    return names;
  };
}

/** Whether the names of all places are ASCII, and so the same in a row of which each byte became a character. */
function isPlain({ places, timeField }: ScanOptions): boolean {
  const { modelFields = [], ignoreFields = [], found = [] } = places;
  return [...modelFields, ...ignoreFields, ...found, timeField ?? ''].every(
    (path) => !beyondAscii.test(path),
  );
}

function isAscii({ place, name }: FoundName): boolean {
  return !beyondAscii.test(name) && !beyondAscii.test(place);
}

// A time never is: in one all is ASCII.
const beyondAscii = /[^\0-\x7f]/;
