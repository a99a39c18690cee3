import { baseOf, type NameIndex, tailOf } from './name-index.js';
import { authorOf, type NamesTable } from './parse-table.js';
import type { ProviderTails } from './provider-tails.js';
import { type Spelling, shortenedForms, squeezed, takeApart, wordsOf } from './spelling.js';
import { type Form, unwrap } from './unwrap.js';

/** All that names are looked up in. */
export interface Names {
  readonly table: NamesTable;
  /** The rows of the snapshot, then the past. */
  readonly indexes: readonly NameIndex[];
  readonly providerTails: ProviderTails;
}

/** What a step found. */
export interface Found {
  readonly slugs: readonly string[];
  readonly author: string | null;
  readonly by:
    | 'slug'
    | 'canonical-slug'
    | 'history'
    | 'hugging-face'
    | 'provider'
    | 'tail'
    | 'suffix'
    | 'organisation'
    | 'family';
  readonly certainty: 'exact' | 'normalised' | 'author-only';
  readonly moving?: boolean;
}

/** Looks up a name in lower case: each step for every form of the name, the surest step first. */
export function search(text: string, names: Names, families: boolean): Found | null {
  const forms = unwrap(text, names.table).map((form) => ({ ...form, text: withoutVariant(form.text) }));
  for (const step of [bySlug, byHuggingFaceId, byProvider]) {
    for (const form of forms) {
      const found = step(form.text, names);
      if (found !== null) return form.isRewritten ? lessSure(found) : found;
    }
  }
  const form = forms.at(-1);
  if (form === undefined) return null;
  const found = byTuning(form, names) ?? byName(form, names) ?? byOrganisation(form, names);
  return found ?? (families ? byFamily(takeApart(form.text), names) : null);
}

function withoutVariant(text: string): string {
  return text.replace(/:(?:free|beta|nitro|extended|thinking|exacto|batch|floor|online)$/, '');
}

function lessSure(found: Found): Found {
  return found.certainty === 'exact' ? { ...found, certainty: 'normalised' } : found;
}

function bySlug(text: string, { indexes, table }: Names): Found | null {
  for (const [at, index] of indexes.entries()) {
    const by = at === 0 ? 'slug' : 'history';
    const found =
      decide(index.slugs.get(text) ?? [], by, 'exact', table) ??
      decide(index.canonicalSlugs.get(text) ?? [], at === 0 ? 'canonical-slug' : by, 'exact', table);
    if (found !== null) return found;
  }
  return null;
}

function byHuggingFaceId(text: string, { indexes, table }: Names): Found | null {
  return decide(
    together(indexes.map((index) => index.huggingFaceIds.get(text))),
    'hugging-face',
    'exact',
    table,
  );
}

/** A word alone can mean many things: even a provider's name for a model is then no proof. */
function byProvider(text: string, { table }: Names): Found | null {
  const meaning = table.providers.get(text);
  if (meaning === undefined) return null;
  const found: Found = { ...meaning, by: 'provider' };
  return isWord(text) ? lessSure(found) : found;
}

function isWord(text: string): boolean {
  return /^[a-z]*$/.test(text);
}

/** By what stands after the slash: as it is, then without what can be taken away. */
function byName({ text, isHosted, isRewritten }: Form, names: Names): Found | null {
  const spelling = takeApart(text);
  const { organisation, tail } = spelling;
  const isRepublished = organisation !== null && names.table.republishers.has(organisation);
  const makers = organisation === null || isRepublished ? null : makersOf(organisation, names);
  if (makers?.length === 0 || (makers === null && isWord(tail))) return null;
  const found =
    byTail(tail, makers, names) ??
    byShortened(spelling, makers, isHosted, names) ??
    (makers === null ? byBeginning(tail, isHosted, names) : null);
  if (found === null) return null;
  // Who publishes the weights of others may have changed them: only the maker is certain.
  if (isRepublished) return authorOnly(found, names.table);
  return isRewritten ? lessSure(found) : found;
}

/** The authors that an organisation can stand for, all names of each maker included. */
function makersOf(organisation: string, { table, indexes }: Names): readonly string[] {
  const known = table.organisations.get(organisation);
  const makers = known ?? (indexes.some(({ authors }) => authors.has(organisation)) ? [organisation] : []);
  return makers.flatMap((author) => table.sameMaker.get(author) ?? [author]);
}

/** @param makers null if the name doesn't say who the maker is: then all models of that name must have the same */
function byTail(
  tail: string,
  makers: readonly string[] | null,
  { table, indexes, providerTails }: Names,
): Found | null {
  const levels = indexes[0]?.tails ?? [];
  for (const [level, { key, certainty }] of levels.entries()) {
    const sought = key(tail);
    const slugs = together(indexes.map((index) => index.tails[level]?.names.get(sought)));
    const fitting = makers === null ? slugs : slugs.filter((slug) => makers.includes(authorOf(slug)));
    if (fitting.length > 0) return decide(fitting, 'tail', certainty, table);
  }
  const meaning = providerTails.meanings.get(squeezed(tail));
  if (meaning === undefined || !(makers?.includes(meaning.author) ?? true)) return null;
  return { ...meaning, by: 'provider' };
}

/** Authors whose own names end in what hosts append to those of others: `gpt-4-turbo`, `grok-4-fast`. */
const namesServing: ReadonlySet<string> = new Set(['openai', 'google', 'x-ai']);

function byShortened(
  { organisation, tail }: Spelling,
  makers: readonly string[] | null,
  isHosted: boolean,
  names: Names,
): Found | null {
  const repeated = withoutMaker(tail, makers, names);
  const starts = repeated === null ? [{ tail, makers }] : [{ tail, makers }, repeated];
  if (repeated !== null) {
    const found = byTail(repeated.tail, repeated.makers, names);
    if (found !== null) return { ...lessSure(found), by: 'suffix' };
  }
  for (const start of starts) {
    for (const { tail: form, means } of shortenedForms(start.tail, isHosted)) {
      const whole = organisation === null ? form : `${organisation}/${form}`;
      const found =
        byHuggingFaceId(whole, names) ??
        byProvider(whole, names) ??
        (isWord(form) ? null : byTail(form, start.makers, names));
      if (found === null) continue;
      const isSame =
        means === 'same-weights' || (means === 'same-if-open' && !namesServing.has(found.author ?? ''));
      return !isSame
        ? { ...authorOnly(found, names.table), by: 'suffix' }
        : { ...lessSure(found), by: 'suffix' };
    }
  }
  return null;
}

/** Families that no one else can tune, as their weights are not public. */
const closedFamilies = /^(?:claude|chatgpt|gpt|gemini|grok|nova|sonar)(?![a-z])/;

/**
 * `claude-3`, `qwen2.5:1.5b`: what names of one maker alone begin with, and which is a family of that maker. Neither is
 * enough: `codellama-7b` is how a tune of another's model begins. Of a closed family, any words of that maker will do.
 */
function byBeginning(tail: string, isHosted: boolean, names: Names): Found | null {
  for (const form of [tail, ...shortenedForms(tail, isHosted).map((shortened) => shortened.tail)]) {
    const words = wordsOf(form);
    const family = words.length < 2 ? null : byFamilyPattern(form, names.table);
    if (family === null || family.author === null) continue;
    const own = names.table.sameMaker.get(family.author) ?? [family.author];
    const authors = names.indexes.flatMap(({ beginnings }) => [...(beginnings.get(words.join(' ')) ?? [])]);
    const isBeginning = authors.length > 0 && authors.every((author) => own.includes(author));
    if (isBeginning || (closedFamilies.test(form) && knowsWords(family.author, form, names))) {
      const isAnySize = !words.some((word) => /^\d+b$/.test(word));
      return { ...family, by: 'tail', moving: isAnySize };
    }
  }
  return null;
}

/** `openai-gpt-4o`, `Meta-Llama-3-8B`: the maker's name before that of the model. */
function withoutMaker(
  tail: string,
  makers: readonly string[] | null,
  names: Names,
): { readonly tail: string; readonly makers: readonly string[] } | null {
  for (const { index } of tail.matchAll(/[-_ ]/g)) {
    const own = names.table.organisations.has(tail.slice(0, index))
      ? makersOf(tail.slice(0, index), names)
      : [];
    const both = makers === null ? own : own.filter((author) => makers.includes(author));
    const rest = tail.slice(index + 1);
    if (both.length > 0 && !isWord(rest)) return { tail: rest, makers: both };
  }
  return null;
}

/** `ft:gpt-4o-mini-2024-07-18:company::id`: a model of the customer's, of which only the maker of the base is known. */
function byTuning({ text, isHosted }: Form, names: Names): Found | null {
  const [, base] = /^ft:([^:/]+)(?::|$)/.exec(tailOf(text)) ?? [];
  if (base === undefined) return null;
  const found = byProvider(base, names) ?? byName({ text: base, isHosted, isRewritten: true }, names);
  return found === null ? null : { ...authorOnly(found, names.table), by: 'suffix' };
}

/** Any server that speaks OpenAI's API can be behind `openai/…`: the rest must look like one of theirs. */
const spokenByMany = 'openai';

/** Only if nothing in the name points to another maker: organisations publish the weights of others too. */
function byOrganisation({ text, isHosted }: Form, names: Names): Found | null {
  const { organisation, tail } = takeApart(text);
  if (organisation === null || names.table.republishers.has(organisation)) return null;
  const [author, ...others] = names.table.organisations.get(organisation) ?? makersOf(organisation, names);
  if (author === undefined) return null;
  const found =
    byName({ text: tail, isHosted, isRewritten: false }, names) ?? byFamilyPattern(tail, names.table);
  const makers = makersOf(organisation, names);
  if (found !== null) {
    const own = found.author !== null && makers.includes(found.author) ? found.author : null;
    return own === null ? null : maker(others.length === 0 ? author : own, 'organisation');
  }
  const isCertain = others.length === 0 && (author !== spokenByMany || knowsWords(author, tail, names));
  return isCertain ? maker(author, 'organisation') : null;
}

/** By what a name begins like, if all its words are known from that maker's models. */
function byFamily({ organisation, tail }: Spelling, names: Names): Found | null {
  if (organisation !== null && !names.table.republishers.has(organisation)) return null;
  const found = byFamilyPattern(tail, names.table);
  return found?.author != null && knowsWords(found.author, tail, names) ? found : null;
}

function knowsWords(author: string, tail: string, { indexes, providerTails }: Names): boolean {
  return wordsOf(tail).every(
    (word) =>
      /^v?\d+(?:\.\d+)*$/.test(word) ||
      [providerTails, ...indexes].some(({ words }) => words.has(`${author} ${word}`)),
  );
}

function byFamilyPattern(tail: string, { families, notFamily }: NamesTable): Found | null {
  if (notFamily.test(tail)) return null;
  const family = families.find(({ pattern }) => pattern.test(tail));
  return family === undefined ? null : maker(family.author, 'family');
}

function maker(author: string, by: Found['by']): Found {
  return { slugs: [], author, by, certainty: 'author-only' };
}

function authorOnly({ author, slugs, by, moving }: Found, { sameMaker }: NamesTable): Found {
  const first = author ?? authorOf(slugs[0] ?? '');
  const found = maker(author ?? sameMaker.get(first)?.[0] ?? first, by);
  return moving === undefined ? found : { ...found, moving };
}

/** One maker's models are an identification. Those of several authors are not, unless these are names of one maker. */
function decide(
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
function together(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  const bases = new Map<string, string>();
  for (const slug of lists.flatMap((list) => list ?? [])) {
    const base = baseOf(slug);
    if (!bases.has(base)) bases.set(base, slug);
  }
  return [...bases.values()];
}
