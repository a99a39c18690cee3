import { isAscii } from 'node:buffer';
import { findRowFields, type NamedFields } from '../fields/row-fields.js';
import { readJsonl } from '../read/jsonl.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import { countRows } from '../rows.js';

/** Whole lines of a JSONL, to be counted. */
export interface BlockTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether they are the first of the file. */
  readonly isStart: boolean;
  /** The columns, as far as they are known. */
  readonly fields: Pick<NamedFields, 'model' | 'time'>;
  readonly since: readonly number[] | null;
  /** Longest line that is read, in bytes. */
  readonly longest: number;
  readonly maxPlaces: number;
}

/** What is in a block; lines are counted from 1 and offsets from 0 at its start. */
export interface BlockCounts {
  readonly lines: number;
  readonly rows: number;
  readonly corrupt: number;
  /** The first of them. */
  readonly corruptRows: readonly CorruptRow[];
  readonly groups: readonly RowGroup[];
  /** The columns that were read; null where no row had one. */
  readonly fields: { readonly model: string | null; readonly time: string | null };
}

/** Counts the rows of a block. Pure: any thread can do it. */
export function scanBlock({
  bytes,
  isStart,
  fields: named,
  since,
  longest,
  maxPlaces,
}: BlockTask): BlockCounts {
  const fields = findRowFields(named);
  const counter = countRows({ file: '', since, fields, maxPlaces, each: null });
  let lines = 0;
  const reader = readJsonl(
    {
      row: (value, at) => {
        lines = at.line;
        counter.row(value, at);
      },
      corrupt: (message, at) => {
        lines = at.line;
        counter.corrupt(message, at);
      },
      other: () => {
        lines += 1;
      },
    },
    {
      longest,
      isStart,
      ...(isPlain(named) ? { suffices: (row) => !isEncoded(fields.model.read(row)) } : {}),
    },
  );
  reader.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  reader.end();
  return {
    lines,
    rows: counter.rows(),
    corrupt: counter.corruptRows(),
    corruptRows: counter.places,
    groups: counter.groups(),
    fields: { model: fields.model.path(), time: fields.time.path() },
  };
}

/** Whether the names of the columns are ASCII, and so the same in a row of which each byte became a character. */
function isPlain({ model = '', time = '' }: BlockTask['fields']): boolean {
  return isAscii(Buffer.from(model + time));
}

/** Whether it is not what the file says. A time never is: in one all is ASCII. */
function isEncoded(model: unknown): boolean {
  return typeof model === 'string' && beyondAscii.test(model);
}

const beyondAscii = /[\u0080-\u00ff]/;
