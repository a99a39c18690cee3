import type { FoundName } from './places/found-name.js';

/** A day in milliseconds. */
export const dayMs = 86_400_000;

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
  readonly offset: number | null;
  /** Rows by day (days since the epoch, UTC); rows without a time are in none. */
  readonly days: Map<number, number>;
}

/** What is counted of a row. */
export interface CountedRow {
  readonly names: readonly FoundName[];
  /** Milliseconds since the epoch; null where the row has none. */
  readonly time: number | null;
  readonly period: number;
  readonly line: number;
  readonly offset: number | null;
}

/** Counts rows by what they name, and by period. */
export interface RowGroups {
  readonly count: (row: CountedRow) => RowGroup;
  /** How many groups there are. */
  readonly size: () => number;
  /** All groups, in the order of their first rows. Counting starts anew. */
  readonly take: () => readonly RowGroup[];
}

/** Names are shared objects, so a row's group is found without building a key of its text. */
interface Branch {
  readonly next: Map<FoundName, Branch>;
  group: RowGroup | null;
}

export function createRowGroups(): RowGroups {
  let roots = new Map<number, Branch>();
  let groups: RowGroup[] = [];
  return {
    count({ names, time, period, line, offset }) {
      const branch = names.reduce(follow, rootOf(roots, period));
      if (branch.group === null) {
        branch.group = { names: [...names], period, rows: 0, line, offset, days: new Map() };
        groups.push(branch.group);
      }
      const { group } = branch;
      group.rows += 1;
      if (time !== null) {
        const day = Math.floor(time / dayMs);
        group.days.set(day, (group.days.get(day) ?? 0) + 1);
      }
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

function rootOf(roots: Map<number, Branch>, period: number): Branch {
  const known = roots.get(period);
  if (known !== undefined) return known;
  const root: Branch = { next: new Map(), group: null };
  roots.set(period, root);
  return root;
}

function follow(branch: Branch, name: FoundName): Branch {
  const known = branch.next.get(name);
  if (known !== undefined) return known;
  const next: Branch = { next: new Map(), group: null };
  branch.next.set(name, next);
  return next;
}
