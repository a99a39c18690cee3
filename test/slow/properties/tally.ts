import type { Decision } from '@distillable/core';

/** Counts what the generators reached, so that no one has to believe it. */
export interface Tally {
  /** Notes one judged body. */
  count(decision: Decision): void;
  readonly bodies: number;
  /** How often each outcome, role and code occurred. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly roles: ReadonlyMap<string, number>;
  readonly codes: ReadonlyMap<string, number>;
  toString(): string;
}

export function createTally(): Tally {
  const [outcomes, roles, codes] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  let bodies = 0;
  return {
    count({ allowed, references, violations }) {
      bodies += 1;
      const isPruned = references.some(
        ({ outcome, code }) => outcome === 'dropped' || code === 'ROUTER_BOUND_ADDED',
      );
      add(outcomes, allowed ? (isPruned ? 'pruned' : 'allowed') : 'refused');
      for (const { role, code } of references) {
        add(roles, role);
        add(codes, code);
      }
      for (const { code } of violations) if (/_OBJECT$|^BATCH_|^OTHER_/.test(code)) add(codes, code);
    },
    get bodies() {
      return bodies;
    },
    outcomes,
    roles,
    codes,
    toString: () =>
      [
        `${bodies} bodies judged: ${shares(outcomes, bodies)}`,
        `references by role: ${counts(roles)}`,
        `references by code: ${counts(codes)}`,
      ].join('\n'),
  };
}

function add(counter: Map<string, number>, key: string): void {
  counter.set(key, (counter.get(key) ?? 0) + 1);
}

function shares(counter: ReadonlyMap<string, number>, all: number): string {
  return [...counter].map(([key, n]) => `${key} ${n} (${Math.round((100 * n) / all)} %)`).join(', ');
}

function counts(counter: ReadonlyMap<string, number>): string {
  const sorted = [...counter].sort(([, a], [, b]) => b - a);
  return sorted.map(([key, n]) => `${key} ${n}`).join(', ');
}
