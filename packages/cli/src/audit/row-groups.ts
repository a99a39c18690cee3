import { textOfMalformed } from './model-name.js';

/** Milliseconds. */
const dayMs = 86_400_000;

/**
 * How rows name a model: text; nothing; something else than text, told in a word; or by names that are not told apart,
 * since there are too many.
 */
export type NamedBy = 'slug' | 'nothing' | 'malformed' | 'uncounted';

/**
 * So many different names of a file are told apart: far more than there are models, and more than a block that a thread
 * reads can hold. A column that has more is hardly a model's, and must not fill the memory.
 */
export const mostNames = 50_000;

/** Stands for the names that are not told apart. */
export const uncountedText = '(other names)';

/** Rows of a file that name the same model in the time of the same catalog. Plain data: it travels between threads. */
export interface RowGroup {
  readonly namedBy: NamedBy;
  /** As the rows spell it; empty where they name nothing. */
  readonly text: string;
  /** Which catalog was in force, as an index; -1: none. */
  readonly period: number;
  rows: number;
  /** Of the first of them. */
  line: number;
  offset: number | null;
  /** Rows by day (days since the epoch, UTC); rows without a time are in none. */
  readonly days: Map<number, number>;
}

/** Counts rows by model and period. */
export interface RowGroups {
  readonly count: (row: CountedRow) => RowGroup;
  readonly all: () => readonly RowGroup[];
}

/** What is counted of a row; may be one object that is used again. */
export interface CountedRow {
  readonly model: unknown;
  /** Milliseconds since the epoch; null where the row has none. */
  readonly time: number | null;
  readonly period: number;
  readonly line: number;
  readonly offset: number | null;
}

/** Groups in order of their first rows. */
export function createRowGroups(): RowGroups {
  const byPeriod = new Map<number, Map<string, RowGroup>>();
  const others = new Map<string, RowGroup>();
  const uncounted = new Map<number, RowGroup>();
  const groups: RowGroup[] = [];
  let lastPeriod = Number.NaN;
  let slugs = new Map<string, RowGroup>();
  const slugsOf = (period: number): Map<string, RowGroup> => {
    if (period === lastPeriod) return slugs;
    slugs = byPeriod.get(period) ?? new Map();
    byPeriod.set(period, slugs);
    lastPeriod = period;
    return slugs;
  };
  const add = (index: Map<string, RowGroup>, key: string, row: CountedRow): RowGroup => {
    const { model, period, line, offset } = row;
    const namedBy = namedByOf(model);
    const text = typeof model === 'string' ? model : namedBy === 'nothing' ? '' : textOfMalformed(model);
    const group: RowGroup = { namedBy, text, period, line, offset, rows: 0, days: new Map() };
    index.set(key, group);
    groups.push(group);
    return group;
  };
  const addAnother = (index: Map<string, RowGroup>, key: string, row: CountedRow): RowGroup => {
    const { model, period, line, offset } = row;
    if (groups.length < mostNames || namedByOf(model) === 'nothing') return add(index, key, row);
    const known = uncounted.get(period);
    if (known !== undefined) return known;
    const namedBy = 'uncounted';
    const group: RowGroup = { namedBy, text: uncountedText, period, line, offset, rows: 0, days: new Map() };
    uncounted.set(period, group);
    groups.push(group);
    return group;
  };
  return {
    count(row) {
      const { model, time } = row;
      let group: RowGroup;
      if (typeof model === 'string' && model !== '') {
        const index = slugsOf(row.period);
        group = index.get(model) ?? addAnother(index, model, row);
      } else {
        const key = `${row.period} ${namedByOf(model) === 'nothing' ? '' : textOfMalformed(model)}`;
        group = others.get(key) ?? addAnother(others, key, row);
      }
      group.rows += 1;
      if (time !== null) {
        const day = Math.floor(time / dayMs);
        group.days.set(day, (group.days.get(day) ?? 0) + 1);
      }
      return group;
    },
    all: () => groups,
  };
}

function namedByOf(model: unknown): NamedBy {
  if (model === undefined || model === null || model === '') return 'nothing';
  return typeof model === 'string' ? 'slug' : 'malformed';
}
