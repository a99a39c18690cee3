import { findRowFields, type NamedFields } from '../fields/row-fields.js';
import { readLines } from '../read/jsonl.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import { countRows } from '../rows.js';

/** Whole lines of a JSONL file, to be counted. */
export interface BlockTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of the file before them. */
  readonly offset: number;
  /** The columns, as far as they are known. */
  readonly fields: Pick<NamedFields, 'model' | 'time'>;
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
  /** The columns that were read; null if no row had one. */
  readonly fields: { readonly model: string | null; readonly time: string | null };
}

/** Counts the rows of a block. Pure: any thread can do it. */
export function scanBlock({
  bytes,
  offset,
  fields: named,
  since,
  maxLineBytes,
  maxPlaces,
}: BlockTask): BlockCounts {
  const fields = findRowFields(named);
  const counter = countRows({ file: '', since, fields, maxPlaces, each: null });
  const reader = readLines(counter, {
    offset,
    maxBytes: maxLineBytes,
    ...(isPlain(named) ? { isEnough: (row) => !beyondAscii.test(String(fields.model.read(row))) } : {}),
  });
  reader.read({ kind: 'lines', bytes });
  return {
    lines: reader.lines(),
    rows: counter.rows(),
    corrupt: counter.corruptRows(),
    corruptRows: counter.places,
    groups: counter.groups(),
    fields: { model: fields.model.path(), time: fields.time.path() },
  };
}

/** Whether the names of the columns are ASCII, and so the same in a row of which each byte became a character. */
function isPlain({ model = '', time = '' }: BlockTask['fields']): boolean {
  return !beyondAscii.test(model + time);
}

// A time never is: in one all is ASCII.
const beyondAscii = /[^\0-\x7f]/;
