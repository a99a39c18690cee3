import { type CatalogSnapshot, suggestNames } from '@distillable/catalog';
import { authorOf, readAuthor } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import { describeSuggestions, suggestModels } from './find-alternatives.js';

/** An entry of a policy's list that matches no row of a catalog. */
export interface UnmatchedEntry {
  /** The field of the policy that holds it. */
  readonly list: 'allow' | 'deny';
  /** As it is written there. */
  readonly entry: string;
  /** The effect, and which model may have been meant, for people. */
  readonly message: string;
}

/** At most this many entries get a suggestion: a list may have thousands. */
const maxAdvised = 10;

/**
 * The entries of `allow` and `deny` that match nothing in a catalog. That is no error: a model may appear tomorrow, and
 * a private one never does. But a misspelt entry bans nothing, so tell people.
 *
 * @example
 * for (const { message } of findUnmatchedEntries(policy, await catalog.snapshot())) console.warn(message);
 */
export function findUnmatchedEntries(
  { allow = [], deny = [] }: Policy,
  snapshot: CatalogSnapshot,
): readonly UnmatchedEntry[] {
  if (allow.length + deny.length === 0) return [];
  const slugs = snapshot.models().flatMap((row) => [row.slug, row.canonicalSlug]);
  const authors = new Set(['openrouter', ...slugs.map(authorOf)]);
  const isUnmatched = (entry: string): boolean => {
    const author = readAuthor(entry);
    return author === null ? snapshot.resolve(entry).verdict === 'unknown' : !authors.has(author);
  };
  const unmatched = [
    ...deny.filter(isUnmatched).map((entry) => ({ list: 'deny', entry }) as const),
    ...allow.filter(isUnmatched).map((entry) => ({ list: 'allow', entry }) as const),
  ];
  return unmatched.map(({ list, entry }, index) => {
    const advice = index < maxAdvised ? adviceOn(entry, authors, snapshot) : '';
    return { list, entry, message: describe(list, entry, advice) };
  });
}

/**
 * Reports unmatched entries, each once, by every catalog that differs from the last.
 *
 * @param report nothing is looked for without it
 */
export function createEntryWatch(
  policy: Policy,
  report: ((entry: UnmatchedEntry) => void) | undefined,
): (snapshot: CatalogSnapshot) => void {
  const reported = new Set<string>();
  let digest: string | null = null;
  return (snapshot) => {
    if (report === undefined || snapshot.digest === digest) return;
    digest = snapshot.digest;
    for (const unmatched of findUnmatchedEntries(policy, snapshot)) {
      const key = `${unmatched.list} ${unmatched.entry}`;
      if (reported.has(key)) continue;
      reported.add(key);
      report(unmatched);
    }
  };
}

function describe(list: UnmatchedEntry['list'], entry: string, advice: string): string {
  const what = `${JSON.stringify(entry)} in the policy's ${list} list matches no model of the catalog today.`;
  const admits =
    list === 'allow' && readAuthor(entry) === null ? 'It admits a private model of just this name.' : '';
  return [what, advice, admits].filter((text) => text !== '').join(' ');
}

function adviceOn(entry: string, authors: ReadonlySet<string>, snapshot: CatalogSnapshot): string {
  const author = readAuthor(entry);
  if (author === null) return describeSuggestions(suggestModels(entry, snapshot));
  const [nearest] = suggestNames(author.replace(/^~/, '').toLowerCase(), authors, 1);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  // A name without its author looks like an author.
  return describeSuggestions(suggestModels(entry, snapshot));
}
