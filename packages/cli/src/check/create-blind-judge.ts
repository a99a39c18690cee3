import { DistillableError } from '@distillable/catalog/light';
import { createChecker } from '@distillable/core';
import { type Judge, judgeOptions } from './create-judge.js';
import type { Check } from './run-check.js';

const catalogMissing: readonly string[] = ['CATALOG_UNAVAILABLE', 'CATALOG_EXPIRED', 'CACHE_EMPTY'];

/**
 * Judges where there is no catalog, which a policy may allow.
 *
 * @throws `error` itself where it is of another kind
 */
export function createBlindJudge(
  { policy, flags }: Pick<Check, 'policy' | 'flags'>,
  error: unknown,
): { readonly judge: Judge; readonly reason: string } {
  if (!DistillableError.is(error) || !catalogMissing.includes(error.code)) throw error;
  const snapshot = async (): Promise<never> => {
    throw error;
  };
  // A preset can't be judged without a catalog, so none is read.
  const checker = createChecker({ catalog: { snapshot }, policy: { ...policy, presets: 'reject' } });
  return { judge: (input) => checker.check(input.body, judgeOptions(input, flags)), reason: error.message };
}
