import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import { isShortText } from '../references/reference.js';

/** Says whether slugs fit a pattern in which `*` stands for any text. */
export function compileWildcard(pattern: string): (slug: string) => boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return (slug) => slug === pattern;
  const between = others.filter((text) => text !== '');
  return (slug) => {
    const end = slug.length - last.length;
    if (end < first.length || !slug.startsWith(first) || !slug.endsWith(last)) return false;
    let at = first.length;
    for (const text of between) {
      const found = slug.indexOf(text, at);
      if (found < 0) return false;
      at = found + text.length;
    }
    return at <= end;
  };
}

/**
 * At most this many different wildcards of one request, those of exclusions included, are compared with the catalog. It
 * is twice the number of authors in the catalog.
 */
export const maxWildcards = 128;

/** A list of exclusions: the models that it takes away, and the models that it leaves of each wildcard. */
interface Exclusions {
  readonly isExcluded: (slug: string) => boolean;
  /** By wildcard; null for one that is too many. */
  readonly members: Map<string, readonly CatalogModel[] | null>;
}

/** The models that the wildcards of one request may match; each wildcard is compared with the catalog once. */
export class Wildcards {
  readonly #snapshot: CatalogSnapshot;
  #models: readonly CatalogModel[] | undefined;
  #known: Map<readonly string[] | string, Exclusions> | undefined;
  #count = 0;

  constructor(snapshot: CatalogSnapshot) {
    this.#snapshot = snapshot;
  }

  /** How many different ones there were so far. */
  get count(): number {
    return this.#count;
  }

  /** The models that a wildcard matches and that are not excluded; null if the request has too many wildcards. */
  membersOf(wildcard: string, excluded: readonly string[]): readonly CatalogModel[] | null {
    const { isExcluded, members } = this.#exclusionsOf(excluded);
    let found = members.get(wildcard);
    if (found === undefined) {
      this.#count += 1;
      const matches = compileWildcard(wildcard);
      const isMember = ({ slug }: CatalogModel) => matches(slug) && !isExcluded(slug);
      found = this.#count > maxWildcards ? null : this.#allModels().filter(isMember);
      members.set(wildcard, found);
    }
    return found;
  }

  #allModels(): readonly CatalogModel[] {
    // Rows that can't be read may be models too.
    this.#models ??= this.#snapshot
      .models()
      .filter(({ kind, aliasTarget }) => kind === 'model' || aliasTarget === '');
    return this.#models;
  }

  /** Equal lists share one result: the lists of a batch's requests are often equal. */
  #exclusionsOf(excluded: readonly string[]): Exclusions {
    this.#known ??= new Map();
    const known = this.#known.get(excluded);
    if (known !== undefined) return known;
    const content = JSON.stringify(excluded);
    const exclusions = this.#known.get(content) ?? this.#readExclusions(excluded);
    this.#known.set(content, exclusions).set(excluded, exclusions);
    return exclusions;
  }

  #readExclusions(excluded: readonly string[]): Exclusions {
    const slugs = new Set(excluded);
    const wildcards = [...slugs].filter((text) => text.includes('*') && isShortText(text));
    this.#count += wildcards.length;
    if (wildcards.length > 0 && this.#count <= maxWildcards) {
      const matchers = wildcards.map(compileWildcard);
      for (const { slug } of this.#allModels()) {
        if (matchers.some((matches) => matches(slug))) slugs.add(slug);
      }
    }
    return { isExcluded: (slug) => slugs.has(slug), members: new Map() };
  }
}
