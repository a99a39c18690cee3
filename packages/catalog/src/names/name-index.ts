import { isKnownRouter, splitVariant } from '../slug.js';
import type { CatalogSnapshot } from '../snapshot.js';
import { authorOf, type NamedModel, type NamesTable, type ProviderName } from './parse-table.js';
import { sortedWords, squeezed, wordsOf } from './spelling.js';

/** Slugs by each of the names that a model has. */
export interface NameIndex {
  readonly slugs: Names;
  readonly canonicalSlugs: Names;
  readonly huggingFaceIds: Names;
  /** `maker: model`, as the list shows them. */
  readonly titles: Names;
  /** Ways to compare the part after the slash, the surest first. */
  readonly tails: readonly TailIndex[];
  readonly authors: ReadonlySet<string>;
  /** Each author and word that occurs in a name of one of that author's models: `author word`. */
  readonly words: ReadonlySet<string>;
  /** Authors by the words that names of their models begin with. */
  readonly beginnings: ReadonlyMap<string, ReadonlySet<string>>;
}

type Names = ReadonlyMap<string, readonly string[]>;

interface TailIndex {
  readonly certainty: 'exact' | 'normalised';
  readonly key: (tail: string) => string;
  readonly names: Names;
}

/** Indexes models by their names in lower case. */
export function indexNames(models: readonly NamedModel[]): NameIndex {
  const author = ({ slug }: NamedModel): string => authorOf(slug.toLowerCase());
  const named = models.filter((model) => author(model) !== 'openrouter');
  const own = (model: NamedModel): readonly string[] => [baseOf(model.slug.toLowerCase())];
  const others = (model: NamedModel): readonly string[] => [...model.canonicalSlugs, ...model.huggingFaceIds];
  const all = (model: NamedModel): readonly string[] => [...own(model), ...others(model)];
  const tails = (
    certainty: TailIndex['certainty'],
    namesOf: (model: NamedModel) => readonly string[],
    key: (tail: string) => string,
  ): TailIndex => ({
    certainty,
    key,
    names: group(named, (model) => namesOf(model).map((name) => key(tailOf(name)))),
  });
  const known = named.flatMap((model) =>
    all(model).map((name) => ({ author: author(model), words: wordsOf(tailOf(name)) })),
  );
  return {
    slugs: group(models, own),
    canonicalSlugs: group(models, (model) => model.canonicalSlugs),
    huggingFaceIds: group(models, (model) => model.huggingFaceIds),
    titles: group(models, (model) => model.titles ?? []),
    tails: [
      tails('exact', own, (tail) => tail),
      tails('exact', others, (tail) => tail),
      tails('normalised', own, squeezed),
      tails('normalised', others, squeezed),
      tails('normalised', all, sortedWords),
    ],
    beginnings: beginningsOf(known),
    authors: new Set(named.map(author)),
    words: new Set(known.flatMap(({ author: maker, words }) => words.map((word) => `${maker} ${word}`))),
  };
}

function beginningsOf(
  names: readonly { readonly author: string; readonly words: readonly string[] }[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const beginnings = new Map<string, Set<string>>();
  for (const { author, words } of names) {
    for (let count = 1; count < words.length; count += 1) {
      const beginning = words.slice(0, count).join(' ');
      const authors = beginnings.get(beginning);
      if (authors === undefined) beginnings.set(beginning, new Set([author]));
      else authors.add(author);
    }
  }
  return beginnings;
}

/** The models of a snapshot; one that has rows only for variants is known by the first of these, if not by its name. */
export function namedModels(snapshot: CatalogSnapshot): readonly NamedModel[] {
  const bases = new Map<string, NamedModel>();
  for (const { slug, canonicalSlug, huggingFaceId, kind, name } of snapshot.models()) {
    if (kind !== 'model' || isKnownRouter(slug)) continue;
    const base = baseOf(slug.toLowerCase());
    if (bases.has(base) && slug.includes(':')) continue;
    bases.set(base, {
      slug: snapshot.resolve(baseOf(slug)).model === null ? slug : baseOf(slug),
      canonicalSlugs: canonicalSlug === slug ? [] : [baseOf(canonicalSlug.toLowerCase())],
      huggingFaceIds: huggingFaceId === null ? [] : [huggingFaceId.toLowerCase()],
      // Anyone could call a model "small": the maker must be named.
      titles: name.includes(': ')
        ? [
            name
              .toLowerCase()
              .replace(/ \((?:free|batch|thinking)\)$/, '')
              .trim(),
          ]
        : [],
    });
  }
  return [...bases.values()];
}

/** The runs of letters of names, as they are written and without separators. */
export function letterRuns(names: Iterable<string>): ReadonlySet<string> {
  const runs = new Set<string>();
  for (const name of names) {
    for (const form of [name, squeezed(tailOf(name))])
      for (const run of form.match(/\p{L}+/gu) ?? []) runs.add(run);
  }
  return runs;
}

/** A slug without its variant. */
export function baseOf(slug: string): string {
  return splitVariant(slug).base;
}

export function tailOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function group(models: readonly NamedModel[], keysOf: (model: NamedModel) => readonly string[]): Names {
  const groups = new Map<string, string[]>();
  for (const model of models) {
    for (const key of new Set(keysOf(model))) addTo(groups, key, model.slug);
  }
  return groups;
}

function addTo<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

/** Providers' spellings by what stands after their last slash, where all have the same maker. */
export interface ProviderTails {
  /** By the squeezed name. */
  readonly meanings: ReadonlyMap<string, ProviderName>;
  /** `author word`, as in an index of names. */
  readonly words: ReadonlySet<string>;
}

export function indexProviderTails({ providers }: NamesTable): ProviderTails {
  const groups = new Map<string, ProviderName[]>();
  const words = new Set<string>();
  for (const [name, meaning] of providers) {
    const tail = tailOf(name);
    for (const word of wordsOf(tail)) words.add(`${meaning.author} ${word}`);
    // Without a number it can be anything: a router, a deployment.
    if (/\d/.test(tail)) addTo(groups, squeezed(tail), meaning);
  }
  const meanings = new Map<string, ProviderName>();
  for (const [tail, group] of groups) {
    const meaning = sharedMeaning(group);
    if (meaning !== null) meanings.set(tail, meaning);
  }
  return { meanings, words };
}

/** The slugs only if all agree on them. */
function sharedMeaning(group: readonly ProviderName[]): ProviderName | null {
  const [first] = group;
  if (first === undefined || group.some(({ author }) => author !== first.author)) return null;
  const isAgreed = group.every(({ slugs }) => slugs.join() === first.slugs.join());
  const moving = group.some((meaning) => meaning.moving);
  return isAgreed && first.slugs.length > 0
    ? { ...first, certainty: 'normalised', moving }
    : { ...first, slugs: [], certainty: 'author-only', moving };
}
