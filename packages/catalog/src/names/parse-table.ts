/** A model as the tables of names know it. Everything is in lower case, and without OpenRouter's variants. */
export interface NamedModel {
  readonly slug: string;
  readonly canonicalSlugs: readonly string[];
  readonly huggingFaceIds: readonly string[];
  /** The name that the list shows in place of the slug. Unknown for models of the past. */
  readonly titles?: readonly string[];
}

/** The meaning of a provider's spelling. */
export interface ProviderName {
  /** Empty if only the author is certain. */
  readonly slugs: readonly string[];
  readonly author: string;
  readonly certainty: 'exact' | 'normalised' | 'author-only';
  readonly moving: boolean;
}

/** The slugs that have meant different builds over time. It is the first section, so the others needn't be read for it. */
export function parseMoving(text: string): ReadonlySet<string> {
  return new Set(text.slice(0, text.indexOf('\n\n')).split(' '));
}

/** The table of names, read. */
export interface NamesTable {
  readonly authors: readonly string[];
  readonly models: readonly NamedModel[];
  /** By their spelling in lower case. */
  readonly providers: ReadonlyMap<string, ProviderName>;
  /** The authors that an organisation can stand for. Several for a host that serves the models of others. */
  readonly organisations: ReadonlyMap<string, readonly string[]>;
  /** For an author, all names of the same maker, itself included; the main one is first. */
  readonly sameMaker: ReadonlyMap<string, readonly string[]>;
  /** Organisations that publish the weights of others. */
  readonly republishers: ReadonlySet<string>;
  /** Texts before the first slash that are a gateway's name for the provider. */
  readonly gateways: ReadonlySet<string>;
  /** Authors by the vendor in Amazon Bedrock's names. */
  readonly bedrockVendors: ReadonlyMap<string, string>;
  readonly families: readonly { readonly author: string; readonly pattern: RegExp }[];
  /** Words in names that begin like a family but have another maker. */
  readonly notFamily: RegExp;
}

/**
 * Reads the text that scripts/build-names-table.mjs writes: eleven sections.
 *
 * @throws Error when an entry can't be read
 */
export function parseTable(text: string): NamesTable {
  const sections = text.split('\n\n');
  const section = (at: number): string => sections[at] ?? fail(`section ${at} is missing`);
  const list = (at: number): readonly string[] => section(at).split(' ');

  const authors = list(1);
  const models = frontDecoded(section(9)).map(([slug, fields]) => parseModel(slug, fields));
  const context = { authors, slugs: models.map(({ slug }) => slug) };
  const twins = list(3).map((names) => names.split(','));
  return {
    authors,
    models,
    providers: new Map(
      frontDecoded(section(10)).map(([name, [meaning = '']]) => [name, parseMeaning(meaning, context)]),
    ),
    organisations: new Map(pairs(list(2)).map(([name, names]) => [name, names.split(',')])),
    sameMaker: new Map(twins.flatMap((names) => names.map((name) => [name, names] as const))),
    republishers: new Set(list(4)),
    gateways: new Set(list(5)),
    bedrockVendors: new Map(pairs(list(6))),
    notFamily: new RegExp(section(7)),
    families: section(8)
      .split('\n')
      .map((line) => {
        const [author = '', pattern = ''] = line.split(' ');
        return { author, pattern: new RegExp(pattern) };
      }),
  };
}

function parseModel(slug: string, [canonical = '', weights = '']: readonly string[]): NamedModel {
  const names = (coded: string): readonly string[] =>
    coded === '' ? [] : coded.split(',').map((name) => restored(slug, name));
  return { slug, canonicalSlugs: names(canonical), huggingFaceIds: names(weights) };
}

const certainties = { e: 'exact', n: 'normalised', a: 'author-only' } as const;

function parseMeaning(
  meaning: string,
  { authors, slugs }: { readonly authors: readonly string[]; readonly slugs: readonly string[] },
): ProviderName {
  const [, kind, target = '', mark] = /^([ena])([0-9a-z,]+)(!?)$/.exec(meaning) ?? fail(`"${meaning}"`);
  const at = target.split(',').map((digits) => Number.parseInt(digits, 36));
  const certainty = certainties[kind === 'e' || kind === 'n' ? kind : 'a'];
  const named = certainty === 'author-only' ? [] : at.map((index) => slugs[index] ?? fail(`slug ${index}`));
  const [first] = named;
  return {
    slugs: named,
    author: first === undefined ? (authors[at[0] ?? -1] ?? fail(`author ${target}`)) : authorOf(first),
    certainty,
    moving: mark === '!',
  };
}

/** The part before the slash of a slug or an alias. */
export function authorOf(slug: string): string {
  return slug.slice(slug.startsWith('~') ? 1 : 0, Math.max(0, slug.indexOf('/')));
}

/** Each line repeats the beginning of the line before: one digit of base 36 says how much. */
function frontDecoded(section: string): readonly (readonly [string, readonly string[]])[] {
  let before = '';
  return section.split('\n').map((line) => {
    const [coded = '', ...fields] = line.split('\t');
    before = restored(before, coded);
    return [before, fields] as const;
  });
}

function restored(from: string, coded: string): string {
  const shared = Number.parseInt(coded.slice(0, 1), 36);
  return Number.isNaN(shared) ? fail(`"${coded}"`) : from.slice(0, shared) + coded.slice(1);
}

function pairs(items: readonly string[]): readonly (readonly [string, string])[] {
  return items.map((item) => {
    const at = item.indexOf('=');
    return at > 0 ? ([item.slice(0, at), item.slice(at + 1)] as const) : fail(`"${item}"`);
  });
}

function fail(what: string): never {
  throw new Error(`The table of names is damaged: ${what} can't be read.`);
}
