import type { ApiShape, Naming, Policy } from '@distillable/core';

/** A body, and what the guard says of it. */
export interface RequestCase {
  /** A sentence about behaviour. */
  readonly title: string;
  readonly body: unknown;
  readonly allowed: boolean;
  /** Every reference, in any order, as `pointer role verdict code outcome`. */
  readonly verdicts: readonly string[];
  /** What refuses the request apart from its references, as `pointer code`. Left out: nothing. */
  readonly violations?: readonly string[];
  /** JSON Patch to the guarded body, as `[op, path, value]`. Left out: the enforcement flag is added, and that is all. */
  readonly changes?: readonly Change[];
  /** Left out: no policy of one's own. */
  readonly policy?: Policy;
  /** Left out: none is given; and the verdicts are the same for each endpoint that takes one body. */
  readonly endpoint?: ApiShape;
  /** Left out: the guard tells by the fields. */
  readonly naming?: Naming;
}

export type Change =
  | readonly [op: 'add' | 'replace', path: string, value: unknown]
  | readonly [op: 'remove', path: string];
