import type { ProviderTails } from './name-index.js';
import { baseOf, type NameIndex } from './name-index.js';
import { authorOf, type NamesTable } from './parse-table.js';

/** Everything that names are looked up in. */
export interface Names {
  readonly table: NamesTable;
  /** The rows of the snapshot, then models of the past. */
  readonly indexes: readonly NameIndex[];
  readonly providerTails: ProviderTails;
  /** Words of all names. A text with none of them means no model. */
  readonly letterRuns: readonly ReadonlySet<string>[];
}

/**
 * How a name was identified: `declared` by the caller; as a `slug` or `canonical-slug` of the list; as a slug of the
 * past (`history`); as the `hugging-face` repository of the weights; as a `provider`'s spelling; as the `tail` of only
 * one maker's slugs; by taking a `suffix` away; by the `organisation` before the slash; or by the `family` that the name
 * begins like.
 */
export type IdentifiedBy =
  | 'declared'
  | 'slug'
  | 'canonical-slug'
  | 'history'
  | 'hugging-face'
  | 'provider'
  | 'tail'
  | 'suffix'
  | 'organisation'
  | 'family'
  | 'none';

/** The result of a step. */
export interface Found {
  readonly slugs: readonly string[];
  readonly author: string | null;
  readonly by: Exclude<IdentifiedBy, 'declared' | 'none'>;
  readonly certainty: 'exact' | 'normalised' | 'author-only';
  readonly moving?: boolean;
}

export function bySlug(text: string, { indexes, table }: Names): Found | null {
  for (const [at, index] of indexes.entries()) {
    const by = at === 0 ? 'slug' : 'history';
    const found =
      decide(index.slugs.get(text) ?? [], by, 'exact', table) ??
      decide(index.canonicalSlugs.get(text) ?? [], at === 0 ? 'canonical-slug' : by, 'exact', table);
    if (found !== null) return found;
  }
  return null;
}

export function byHuggingFaceId(text: string, { indexes, table }: Names): Found | null {
  return decide(
    together(indexes.map((index) => index.huggingFaceIds.get(text))),
    'hugging-face',
    'exact',
    table,
  );
}

/** A word alone can mean many things: even a provider's name for a model is then no proof. */
export function byProvider(text: string, { table, indexes }: Names): Found | null {
  const meaning = table.providers.get(text);
  if (meaning === undefined) {
    return decide(
      indexes.flatMap((index) => index.titles.get(text) ?? []),
      'provider',
      'exact',
      table,
    );
  }
  const found: Found = { ...meaning, by: 'provider' };
  return isWord(text) ? lessSure(found) : found;
}

export function isWord(text: string): boolean {
  return /^[a-z]*$/.test(text);
}

/** The authors that an organisation can stand for, all names of each maker included. */
export function makersOf(organisation: string, { table, indexes }: Names): readonly string[] {
  const known = table.organisations.get(organisation);
  const makers = known ?? (indexes.some(({ authors }) => authors.has(organisation)) ? [organisation] : []);
  return makers.flatMap((author) => table.sameMaker.get(author) ?? [author]);
}

export function lessSure(found: Found): Found {
  return found.certainty === 'exact' ? { ...found, certainty: 'normalised' } : found;
}

export function maker(author: string, by: Found['by']): Found {
  return { slugs: [], author, by, certainty: 'author-only' };
}

export function authorOnly({ author, slugs, by, moving }: Found, { sameMaker }: NamesTable): Found {
  const first = author ?? authorOf(slugs[0] ?? '');
  const found = maker(author ?? sameMaker.get(first)?.[0] ?? first, by);
  return moving === undefined ? found : { ...found, moving };
}

/** One maker's models are an identification. Those of several authors are not, unless these are names of one maker. */
export function decide(
  slugs: readonly string[],
  by: Found['by'],
  certainty: 'exact' | 'normalised',
  { sameMaker }: NamesTable,
): Found | null {
  const [first, ...others] = new Set(slugs.map(authorOf));
  if (first === undefined) return null;
  if (others.length === 0) return { slugs, author: first, by, certainty };
  const isOneMaker = others.every((author) => sameMaker.get(first)?.includes(author));
  return isOneMaker ? { slugs, author: null, by, certainty: 'normalised' } : null;
}

/** Without slugs of the past that are rows today, as variants for example. */
export function together(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  const bases = new Map<string, string>();
  for (const slug of lists.flatMap((list) => list ?? [])) {
    const base = baseOf(slug);
    if (!bases.has(base)) bases.set(base, slug);
  }
  return [...bases.values()];
}
