import { dayMs } from './catalogs.js';
import type { FoundName } from './places/found-name.js';

/**
 * Rows of a file that name the same models in the same places, in the time of the same catalog. Plain data: it travels
 * between threads.
 */
export interface RowGroup {
  /** Every name of a row, in the row's own order. */
  readonly names: readonly FoundName[];
  /** Which catalog was in force, as an index; -1: none. */
  readonly period: number;
  rows: number;
  /** Of the first of them. */
  readonly line: number;
  /** In which part of the file that line is counted, from 0. */
  readonly part: number;
  readonly offset: number | null;
  /** Months (by their first day since the epoch, UTC), each followed by its rows; rows without a time are in none. */
  readonly months: number[];
  /** Rows that are older than the only catalog. */
  older: number;
}

/** Rows that are counted, and the last group among them: a row counts once, in however many places it names the same. */
export interface Tally {
  rows: number;
  group: number;
}

/** Counts the rows of a group where they have not been counted yet. */
export function countOnce(tallies: readonly Tally[], group: number, rows: number): void {
  for (const tally of tallies) {
    if (tally.group === group) continue;
    tally.group = group;
    tally.rows += rows;
  }
}

/** The facts of a row that are counted. */
export interface CountedRow {
  readonly names: readonly FoundName[];
  /** Milliseconds since the epoch; null where the row has none. */
  readonly time: number | null;
  readonly period: number;
  readonly isOlder: boolean;
  readonly line: number;
  readonly part: number;
  readonly offset: number | null;
}

/** Counts rows by the models that they name, and by period. */
export interface RowGroups {
  readonly count: (row: CountedRow) => RowGroup;
  /** How many groups there are. */
  readonly size: () => number;
  /** All groups, in the order of their first rows. Counting starts again. */
  readonly take: () => readonly RowGroup[];
}

/**
 * Names are shared objects, so a row's group is found without building a key of its text. Most branches have one next
 * name only, and need no map for it.
 */
interface Branch {
  name: FoundName | null;
  next: Branch | null;
  others: Map<FoundName, Branch> | null;
  group: RowGroup | null;
}

export function createRowGroups(): RowGroups {
  let roots = new Map<number, Branch>();
  let groups: RowGroup[] = [];
  const monthOf = createMonths();
  return {
    count({ names, time, period, isOlder, line, part, offset }) {
      let branch = rootOf(roots, period);
      for (const name of names) branch = follow(branch, name);
      if (branch.group === null) {
        branch.group = { names: [...names], period, rows: 0, line, part, offset, months: [], older: 0 };
        groups.push(branch.group);
      }
      const { group } = branch;
      group.rows += 1;
      if (isOlder) group.older += 1;
      if (time !== null) addMonth(group.months, monthOf(time));
      return group;
    },
    size: () => groups.length,
    take() {
      const taken = groups;
      roots = new Map();
      groups = [];
      return taken;
    },
  };
}

/** Finds the first day of the month of a time; that of the last day is remembered, since rows are mostly in order. */
function createMonths(): (time: number) => number {
  let [day, month] = [Number.NaN, 0];
  return (time) => {
    const today = Math.floor(time / dayMs);
    if (today !== day) {
      day = today;
      month = today - new Date(time).getUTCDate() + 1;
    }
    return month;
  };
}

/** The newest month is the last one, mostly. */
function addMonth(months: number[], month: number): void {
  let at = months.length - 2;
  while (at >= 0 && months[at] !== month) at -= 2;
  if (at < 0) months.push(month, 1);
  else months[at + 1] = (months[at + 1] ?? 0) + 1;
}

function rootOf(roots: Map<number, Branch>, period: number): Branch {
  const known = roots.get(period);
  if (known !== undefined) return known;
  const root = createBranch();
  roots.set(period, root);
  return root;
}

function follow(branch: Branch, name: FoundName): Branch {
  if (branch.name === name && branch.next !== null) return branch.next;
  const known = branch.others?.get(name);
  if (known !== undefined) return known;
  const next = createBranch();
  if (branch.next === null) {
    branch.name = name;
    branch.next = next;
  } else {
    branch.others ??= new Map();
    branch.others.set(name, next);
  }
  return next;
}

function createBranch(): Branch {
  return { name: null, next: null, others: null, group: null };
}
