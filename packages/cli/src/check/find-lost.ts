import type { Decision, JudgedReference } from '@distillable/core';

/** A reference that was allowed then and is not now. */
export interface LostReference {
  readonly before: JudgedReference;
  readonly after: JudgedReference;
}

/** Compares two decisions on one body: its references are the same, and only what is said of them may differ. */
export function findLost(older: Decision, newer: Decision): readonly LostReference[] {
  return newer.references.flatMap((after, index) => {
    const before = older.references[index];
    const isLost = before?.outcome === 'allowed' && after.outcome !== 'allowed';
    return isLost ? [{ before, after }] : [];
  });
}
