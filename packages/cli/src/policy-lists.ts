import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import { evaluate, findUnmatchedEntries, type Policy } from '@distillable/core';
import { isPolicyCode, keepsModelsOut, type PolicyCode } from './policy-file.js';
import type { Session } from './session.js';

/** Looks slugs up in a policy's lists, and in the terms that it narrows by; null if they do not keep the slug out. */
export type PolicyLookup = (slug: string) => PolicyCode | null;

/** @param table undefined for the table of terms that is built in */
export function createPolicyLookup(
  policy: Policy,
  snapshot: CatalogSnapshot,
  table?: TermsTable,
): PolicyLookup {
  if (!keepsModelsOut(policy)) return () => null;
  const { allow, deny, terms = 'annotate' } = policy;
  const lists = {
    terms,
    ...(allow === undefined ? {} : { allow }),
    ...(deny === undefined ? {} : { deny }),
  };
  const options = { alternatives: 0, terms: table };
  return (slug) => {
    const code = evaluate({ model: slug }, snapshot, lists, options).references[0]?.code;
    return code !== undefined && isPolicyCode(code) ? code : null;
  };
}

/** Warns of entries that match no model: a misspelt one bans nothing. */
export function noteUnmatchedEntries({ notes }: Session, policy: Policy, snapshot: CatalogSnapshot): void {
  for (const { message } of findUnmatchedEntries(policy, snapshot)) notes.warn(`warning: ${message}`);
}
