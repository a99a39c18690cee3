import { readCondition } from '@distillable/catalog';

/** Stands among accepted conditions for texts that were not read, or only on weak evidence. */
export const unknownTerms = 'unknown';

/** What is wrong with a condition to accept; null where a table of terms can have it. */
export function describeBadCondition(condition: string): string | null {
  if (condition === unknownTerms || readCondition(condition) !== null) return null;
  return `(${JSON.stringify(condition)}) is neither a condition of a table of terms, such as "name-prefix:Llama", nor "${unknownTerms}".`;
}
