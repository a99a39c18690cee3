import { mostNames, type RowGroup, uncountedText } from './row-groups.js';

/** Adds up groups of parts of a file. */
export interface MergedGroups {
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
