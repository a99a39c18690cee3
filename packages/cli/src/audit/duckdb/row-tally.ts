import { periodAt } from '../catalogs-in-force.js';
import { parseTime } from '../fields/parse-time.js';
import { createRowGroups, type RowGroup } from '../row-groups.js';

/** Rows that DuckDB counted together. */
export interface CountedKey {
  /** JSON text of what names the model; null where there is nothing. */
  readonly model: string | null;
  /** JSON text of the time, or of another in the same day; null where there is none. */
  readonly time: string | null;
  readonly rows: number;
  /** Number of the first row, from 1; null where it was not asked for. */
  readonly first: number | null;
}

/** Groups as the rows would have been counted one by one, but for their places: each has the number of its first row. */
export function groupsOf(
  keys: readonly CountedKey[],
  since: readonly number[] | null,
): ReadonlyMap<string, RowGroup> {
  const groups = createRowGroups();
  for (const { model: modelText, time: timeText, rows, first } of keys) {
    const model = parsed(modelText);
    const time = parseTime(parsed(timeText));
    const line = first ?? 0;
    const group = groups.count({ model, time, period: periodAt(since, time), line, offset: null }, rows);
    group.line = Math.min(group.line, line);
  }
  return new Map(groups.all().map((group) => [groupKey(group), group]));
}

/** What tells groups apart. */
export function groupKey({ namedBy, period, text }: RowGroup): string {
  return `${namedBy} ${period} ${text}`;
}

/** DuckDB writes NaN and infinity as no JSON does; from Parquet they come, and name nothing. */
export function parsed(text: string | null): unknown {
  return text === null ? undefined : /^-?(?:NaN|Infinity)$/.test(text) ? null : JSON.parse(text);
}
