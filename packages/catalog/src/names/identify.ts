import { once } from '../once.js';
import { isKnownRouter } from '../slug.js';
import type { CatalogSnapshot } from '../snapshot.js';
import type { IdentifiedBy, Names } from './look-up.js';
import { baseOf, indexNames, indexProviderTails, letterRuns, namedModels } from './name-index.js';
import { namesText } from './names-data.js';
import { authorOf, type NamedModel, parseMoving, parseTable } from './parse-table.js';
import { search } from './search.js';

/** The meaning of a name, and how certain it is. Immutable. */
export interface Identification {
  /** The slugs that it may mean, of today's list or of the past. If several, any can be meant: the strictest verdict decides. */
  readonly slugs: readonly string[];
  /** The maker, by OpenRouter's name; null if it is not certain, or if the server would pick the model. */
  readonly author: string | null;
  /** The step that found it. */
  readonly by: IdentifiedBy;
  /**
   * `exact`: one of the names of that model, case apart. `normalised`: it differs from one by separators, by the order of
   * words, or by a suffix of the same weights. `author-only`: only the maker is certain. `none`: neither is.
   */
  readonly certainty: 'exact' | 'normalised' | 'author-only' | 'none';
  /** The name has meant different builds over time, and it is unknown which one is meant. */
  readonly moving: boolean;
  /** There are slugs, and none of them is a row of the snapshot. */
  readonly retired: boolean;
}

/** Options of {@link identify}. */
export interface IdentifyOptions {
  /** Spellings that you know, each with its slug. They go first. @default none */
  readonly names?: ReadonlyMap<string, string> | undefined;
  /** Whether the beginning of a bare name may give its maker. Only this step can name a wrong one. @default false */
  readonly families?: boolean | undefined;
}

/**
 * Finds the model that a name in existing data means. It never guesses in silence: the result says how it was found and
 * how certain that is. Never throws. Not for the `model` of a request: there only `CatalogSnapshot.resolve` counts.
 *
 * @param name as it stands in a dataset, a configuration or a log
 * @param snapshot the list of today, or of the time of the data
 * @example
 * identify('meta-llama/Llama-3.3-70B-Instruct', snapshot).slugs; // ['meta-llama/llama-3.3-70b-instruct']
 */
export function identify(
  name: string,
  snapshot: CatalogSnapshot,
  options: IdentifyOptions = {},
): Identification {
  const declared = options.names?.get(name) ?? options.names?.get(name.trim());
  if (declared !== undefined) return declaredAs(declared, snapshot);
  const text = name.trim();
  if (text === '' || text.length > maxLength) return nothing;
  const own = ownName(text, snapshot);
  if (own !== null) return own;
  if (isKnownRouter(text) || /^[./~\\]|^[a-z]:\\/i.test(text)) return nothing;

  const found = search(text.toLowerCase(), namesFor(snapshot), options.families === true);
  if (found === null) return nothing;
  const { slugs, author, by, certainty, moving = false } = found;
  return Object.freeze({
    slugs: Object.freeze([...slugs]),
    author,
    by,
    certainty,
    moving: moving || slugs.some(isMoving),
    retired: isRetired(slugs, snapshot),
  });
}

/**
 * The spellings that {@link identify} knows as they are: the names of the snapshot, and in lower case those of the past, of
 * Hugging Face and of providers. For tables that are joined with data; other spellings may still be identified.
 */
export function knownSpellings(snapshot: CatalogSnapshot): readonly string[] {
  const { table, indexes } = namesFor(snapshot);
  const past = indexes.flatMap(({ slugs, canonicalSlugs, huggingFaceIds }) => [
    ...slugs.keys(),
    ...canonicalSlugs.keys(),
    ...huggingFaceIds.keys(),
  ]);
  return [...new Set([...snapshot.names(), ...past, ...table.providers.keys()])];
}

/** In UTF-16 code units. No real name is that long. */
const maxLength = 200;

const nothing: Identification = Object.freeze({
  slugs: Object.freeze([]),
  author: null,
  by: 'none',
  certainty: 'none',
  moving: false,
  retired: false,
});

function declaredAs(slug: string, snapshot: CatalogSnapshot): Identification {
  const { kind } = snapshot.resolve(slug);
  const isOpen = kind === 'router' || kind === 'preset';
  const author = isOpen ? null : authorOf(slug) || null;
  if (author === null && !isOpen) return Object.freeze({ ...nothing, by: 'declared' });
  return Object.freeze({
    slugs: Object.freeze([slug]),
    author,
    by: 'declared',
    certainty: 'exact',
    moving: false,
    retired: !isOpen && isRetired([slug], snapshot),
  });
}

/** Names that the snapshot itself reads, without any table. */
function ownName(text: string, snapshot: CatalogSnapshot): Identification | null {
  const { kind, model, steps, verdict } = snapshot.resolve(text);
  const isOpen = verdict === 'dynamic';
  if (!isOpen && model === null) return null;
  const slug = isOpen || model === null || kind === 'alias' ? text : slugFor(model.slug, text);
  return Object.freeze({
    slugs: Object.freeze([slug]),
    author: isOpen ? null : authorOf(slug),
    by: steps[0]?.kind === 'canonical-slug' ? 'canonical-slug' : 'slug',
    certainty: 'exact',
    moving: kind !== 'model' || isMoving(slug),
    retired: false,
  });
}

/** The base has a canonical slug, but rows only for variants: then its slug is the part before the variant. */
function slugFor(slug: string, text: string): string {
  return baseOf(slug) === text ? text : slug;
}

function isRetired(slugs: readonly string[], snapshot: CatalogSnapshot): boolean {
  return slugs.length > 0 && slugs.every((slug) => snapshot.resolve(slug).model === null);
}

const movingSlugs = /* @__PURE__ */ once(() => parseMoving(namesText));

function isMoving(slug: string): boolean {
  return movingSlugs().has(baseOf(slug)) || slug.endsWith('-latest');
}

const pastNames = /* @__PURE__ */ once(() => {
  const table = parseTable(namesText);
  const runs = letterRuns([
    ...table.models.flatMap(namesOf),
    ...table.providers.keys(),
    ...table.organisations.keys(),
  ]);
  return { table, past: indexNames(table.models), providerTails: indexProviderTails(table), runs };
});

function namesOf({ slug, canonicalSlugs, huggingFaceIds, titles = [] }: NamedModel): readonly string[] {
  return [slug.toLowerCase(), ...canonicalSlugs, ...huggingFaceIds, ...titles];
}

/** Kept for as long as the snapshot is. */
const namesOfSnapshots = /* @__PURE__ */ new WeakMap<CatalogSnapshot, Names>();

function namesFor(snapshot: CatalogSnapshot): Names {
  const known = namesOfSnapshots.get(snapshot);
  if (known !== undefined) return known;
  const { table, past, providerTails, runs } = pastNames();
  const today = namedModels(snapshot);
  const names = {
    table,
    indexes: [indexNames(today), past],
    providerTails,
    letterRuns: [letterRuns(today.flatMap(namesOf)), runs],
  };
  namesOfSnapshots.set(snapshot, names);
  return names;
}
