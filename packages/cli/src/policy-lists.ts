import type { CatalogSnapshot } from '@distillable/catalog';
import { evaluate, findUnmatchedEntries, type Policy } from '@distillable/core';
import type { PolicyCode } from './policy-file.js';
import type { Session } from './session.js';

/** Looks slugs up in a policy's lists; null for what they do not keep out. */
export type PolicyLookup = (slug: string) => PolicyCode | null;

export function createPolicyLookup({ allow, deny }: Policy, snapshot: CatalogSnapshot): PolicyLookup {
  if (allow === undefined && deny === undefined) return () => null;
  const lists = { ...(allow === undefined ? {} : { allow }), ...(deny === undefined ? {} : { deny }) };
  return (slug) => {
    const { references } = evaluate({ model: slug }, snapshot, lists, { alternatives: 0 });
    const code = references[0]?.code;
    return code === 'DENIED_BY_POLICY' || code === 'NOT_IN_POLICY' ? code : null;
  };
}

/** Warns of entries that match no model: a misspelt one bans nothing. */
export function noteUnmatchedEntries({ notes }: Session, policy: Policy, snapshot: CatalogSnapshot): void {
  for (const { message } of findUnmatchedEntries(policy, snapshot)) notes.warn(`warning: ${message}`);
}
