/** Milliseconds. */
const dayMs = 86_400_000;

/**
 * How rows name a model: by text; not at all; by something else than text, described in a word; or by names that are not
 * kept apart, since there are too many.
 */
export type NamedBy = 'slug' | 'nothing' | 'malformed' | 'uncounted';

/**
 * How many different names of a file are kept apart: far more than there are models, and more than a block that a thread
 * reads can hold. A column that has more is hardly a model's, and must not fill the memory.
 */
export const maxNames = 50_000;

/** Stands for the names that are not kept apart. */
const uncountedText = '(other names)';

/** Rows of a file that name the same model in the time of the same catalog. Plain data: it travels between threads. */
export interface RowGroup {
  readonly namedBy: NamedBy;
  /** As the rows spell it; empty if they name nothing. */
  readonly text: string;
  /** Which catalog was in force, as an index; -1: none. */
  readonly period: number;
  rows: number;
  /** Of the first of them. */
  readonly line: number;
  readonly offset: number | null;
  /** Rows by day (days since the epoch, UTC); rows without a time are in none. */
  readonly days: Map<number, number>;
}

/** What is counted of a row. */
export interface CountedRow {
  readonly model: unknown;
  /** Milliseconds since the epoch; null where the row has none. */
  readonly time: number | null;
  readonly period: number;
  readonly line: number;
  readonly offset: number | null;
}

/** Counts rows by model and period. */
export interface RowGroups {
  readonly count: (row: CountedRow) => RowGroup;
  /** Adds the rows of a part of the file that starts after so many lines. */
  readonly add: (counted: RowGroup, linesBefore: number) => void;
  /** In order of their first rows, if rows and parts were added in theirs. */
  readonly all: () => readonly RowGroup[];
}

type First = Pick<RowGroup, 'period' | 'line' | 'offset'>;

export function createRowGroups(): RowGroups {
  /** By what names the model, and period; by text. */
  const index = new Map<string, Map<string, RowGroup>>();
  /** The index of slugs by period: nearly all rows are found here. */
  const slugs = new Map<number, Map<string, RowGroup>>();
  const groups: RowGroup[] = [];
  const find = (namedBy: NamedBy, text: string, first: First): RowGroup => {
    const { period, line, offset } = first;
    const key = `${namedBy} ${period}`;
    const byText = index.get(key) ?? new Map<string, RowGroup>();
    const known = byText.get(text);
    if (known !== undefined) return known;
    const isOverLimit = groups.length >= maxNames && (namedBy === 'slug' || namedBy === 'malformed');
    if (isOverLimit) return find('uncounted', uncountedText, first);
    const group: RowGroup = { namedBy, text, period, line, offset, rows: 0, days: new Map() };
    index.set(key, byText.set(text, group));
    if (namedBy === 'slug') slugs.set(period, byText);
    groups.push(group);
    return group;
  };
  return {
    count(row) {
      const { model, time } = row;
      const known = typeof model === 'string' ? slugs.get(row.period)?.get(model) : undefined;
      const group = known ?? find(namedByOf(model), textOf(model), row);
      group.rows += 1;
      if (time !== null) addDay(group, Math.floor(time / dayMs), 1);
      return group;
    },
    add({ namedBy, text, period, line, offset, rows, days }, linesBefore) {
      const group = find(namedBy, text, { period, line: linesBefore + line, offset });
      group.rows += rows;
      for (const [day, rowsOfDay] of days) addDay(group, day, rowsOfDay);
    },
    all: () => groups,
  };
}

function addDay({ days }: RowGroup, day: number, rows: number): void {
  days.set(day, (days.get(day) ?? 0) + rows);
}

function namedByOf(model: unknown): NamedBy {
  if (model === undefined || model === null || model === '') return 'nothing';
  return typeof model === 'string' ? 'slug' : 'malformed';
}

/** What is not text is described in a word: it can be too large to be shown. */
function textOf(model: unknown): string {
  if (model === undefined || model === null) return '';
  if (Array.isArray(model)) return 'a list';
  return typeof model === 'object' ? 'an object' : String(model);
}
