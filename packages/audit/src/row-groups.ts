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
const uncountedText = '(other names)';

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
  /** `rows`: how many are alike. @default 1 */
  readonly count: (row: CountedRow, rows?: number) => RowGroup;
  /** Their days are complete only here. */
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

/** A group, and its rows of one day: those of the next row's, most often, so that they are rarely looked up. */
interface CountedGroup {
  readonly group: RowGroup;
  day: number;
  rowsOfDay: number;
}

/** Groups in order of their first rows. */
export function createRowGroups(): RowGroups {
  const byPeriod = new Map<number, Map<string, CountedGroup>>();
  const others = new Map<string, CountedGroup>();
  const uncounted = new Map<number, CountedGroup>();
  const groups: CountedGroup[] = [];
  let lastPeriod = Number.NaN;
  let slugs = new Map<string, CountedGroup>();
  const slugsOf = (period: number): Map<string, CountedGroup> => {
    if (period === lastPeriod) return slugs;
    slugs = byPeriod.get(period) ?? new Map();
    byPeriod.set(period, slugs);
    lastPeriod = period;
    return slugs;
  };
  const begin = (namedBy: NamedBy, text: string, { period, line, offset }: CountedRow): CountedGroup => {
    const group: RowGroup = { namedBy, text, period, line, offset, rows: 0, days: new Map() };
    const counted = { group, day: 0, rowsOfDay: 0 };
    groups.push(counted);
    return counted;
  };
  const add = (index: Map<string, CountedGroup>, key: string, row: CountedRow): CountedGroup => {
    const { model, period } = row;
    const namedBy = namedByOf(model);
    if (groups.length >= mostNames && namedBy !== 'nothing') {
      const known = uncounted.get(period) ?? begin('uncounted', uncountedText, row);
      uncounted.set(period, known);
      return known;
    }
    const text = typeof model === 'string' ? model : namedBy === 'nothing' ? '' : textOfMalformed(model);
    const counted = begin(namedBy, text, row);
    index.set(key, counted);
    return counted;
  };
  return {
    count(row, rows = 1) {
      const { model, time } = row;
      let counted: CountedGroup;
      if (typeof model === 'string' && model !== '') {
        const index = slugsOf(row.period);
        counted = index.get(model) ?? add(index, model, row);
      } else {
        const key = `${row.period} ${namedByOf(model) === 'nothing' ? '' : textOfMalformed(model)}`;
        counted = others.get(key) ?? add(others, key, row);
      }
      counted.group.rows += rows;
      if (time !== null) countDay(counted, Math.floor(time / dayMs), rows);
      return counted.group;
    },
    all() {
      for (const counted of groups) settleDay(counted);
      return groups.map(({ group }) => group);
    },
  };
}

function countDay(counted: CountedGroup, day: number, rows: number): void {
  if (day !== counted.day) {
    settleDay(counted);
    counted.day = day;
  }
  counted.rowsOfDay += rows;
}

function settleDay(counted: CountedGroup): void {
  const { group, day, rowsOfDay } = counted;
  if (rowsOfDay > 0) group.days.set(day, (group.days.get(day) ?? 0) + rowsOfDay);
  counted.rowsOfDay = 0;
}

function namedByOf(model: unknown): NamedBy {
  if (model === undefined || model === null || model === '') return 'nothing';
  return typeof model === 'string' ? 'slug' : 'malformed';
}

/** Adds up groups of parts of a file. */
interface MergedGroups {
  /** `lines` and `offset`: what lies before the part that the groups were counted in. */
  readonly add: (groups: readonly RowGroup[], lines: number, offset: number) => void;
  readonly all: () => readonly RowGroup[];
}

/** Groups in order of their first rows, if the parts are added in theirs. */
export function mergeGroups(): MergedGroups {
  const byKey = new Map<string, RowGroup>();
  return {
    add(groups, lines, offset) {
      for (const counted of groups) {
        const isNew = byKey.size >= mostNames && counted.namedBy !== 'nothing' && !byKey.has(keyOf(counted));
        const group: RowGroup = isNew ? { ...counted, namedBy: 'uncounted', text: uncountedText } : counted;
        const key = keyOf(group);
        const known = byKey.get(key);
        if (known === undefined) {
          byKey.set(key, { ...group, line: lines + group.line, offset: offset + (group.offset ?? 0) });
          continue;
        }
        known.rows += group.rows;
        for (const [day, rows] of group.days) known.days.set(day, (known.days.get(day) ?? 0) + rows);
      }
    },
    all: () => [...byKey.values()],
  };
}

function keyOf({ period, namedBy, text }: RowGroup): string {
  return `${period} ${namedBy} ${text}`;
}

/** What stands where a model's name belongs, in a word: it can be too large to be shown. */
function textOfMalformed(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : String(value);
}
