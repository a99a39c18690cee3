import type { CatalogSnapshot } from '@distillable/catalog';
import { evaluate, type JudgedReference, type Policy } from '@distillable/core';
import type { CodeRule } from './report.js';

/** The verdict on a name, wherever it occurs. */
export interface JudgedName extends Pick<JudgedReference, 'verdict' | 'code' | 'message' | 'alternatives'> {
  /** Null if it may be used. */
  readonly rule: Exclude<CodeRule, 'not-enforced' | 'unlisted'> | null;
}

export type JudgeName = (slug: string) => JudgedName;

/**
 * Judges each name once, as the model of a request. Nothing in a source proves that a request is pruned, so a policy's
 * mode does not count.
 */
export function createNameJudge(snapshot: CatalogSnapshot, policy: Policy): JudgeName {
  const judged = new Map<string, JudgedName>();
  const judge = (slug: string): JudgedName => {
    const [reference] = evaluate({ model: slug }, snapshot, { ...policy, mode: 'reject' }).references;
    if (reference === undefined) throw new TypeError('A request with a model has no reference to it.');
    const { verdict, code, message, alternatives } = reference;
    return { rule: ruleOf(reference), verdict, code, message, alternatives };
  };
  return (slug) => {
    const known = judged.get(slug) ?? judge(slug);
    judged.set(slug, known);
    return known;
  };
}

function ruleOf({ outcome, verdict }: JudgedReference): JudgedName['rule'] {
  if (outcome === 'allowed') return null;
  return verdict === 'distillable' ? 'denied' : verdict;
}

/** The authors that any row of the catalog names. */
export function authorsOf(snapshot: CatalogSnapshot): ReadonlySet<string> {
  const slugs = snapshot.models().flatMap(({ slug, canonicalSlug }) => [slug, canonicalSlug]);
  return new Set(
    ['openrouter', ...slugs.map((slug) => slug.replace(/^~/, '').split('/')[0] ?? '')].filter(Boolean),
  );
}
