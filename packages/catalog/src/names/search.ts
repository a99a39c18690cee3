import {
  authorOnly,
  byHuggingFaceId,
  byProvider,
  bySlug,
  decide,
  type Found,
  isWord,
  lessSure,
  maker,
  makersOf,
  type Names,
  together,
} from './look-up.js';
import { tailOf } from './name-index.js';
import { authorOf, type NamesTable } from './parse-table.js';
import { closedFamilies, type Spelling, shortenedForms, squeezed, takeApart, wordsOf } from './spelling.js';
import { type Form, unwrap } from './unwrap.js';

/** Looks up a name in lower case: each step for every form of the name, the surest step first. */
export function search(text: string, names: Names, families: boolean): Found | null {
  const runs = text.match(/\p{L}+/gu) ?? [];
  if (!runs.some((run) => names.letterRuns.some((known) => known.has(run)))) return null;
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
  return text.replace(
    /:(?:free|beta|nitro|extended|thinking|exacto|batch|floor|online)$| \((?:free|batch)\)$/,
    '',
  );
}

/** `ft:gpt-4o-mini-2024-07-18:company::id`: a customer's own model. Only the maker of its base is known. */
function byTuning({ text, isHosted }: Form, names: Names): Found | null {
  const [, base] = /^ft:([^:/]+)(?::|$)/.exec(tailOf(text)) ?? [];
  if (base === undefined) return null;
  const found = byProvider(base, names) ?? byName({ text: base, isHosted, isRewritten: true }, names);
  return found === null ? null : { ...authorOnly(found, names.table), by: 'suffix' };
}

/**
 * Any server with OpenAI's API can be behind `openai/…`, and hosts serve the models of others. So the rest must look like
 * one of their own models.
 */
const serveOthers: ReadonlySet<string> = new Set([
  'openai',
  'amazon',
  'databricks',
  'snowflake',
  'togethercomputer',
]);

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
    if (own !== null) return maker(others.length === 0 ? author : own, 'organisation');
    // It doesn't matter who serves a model that no one else can have.
    return closedFamilies.test(tail) ? authorOnly(found, names.table) : null;
  }
  const isCertain =
    others.length === 0 &&
    (!serveOthers.has(author) || knowsWords(author, tail, names) || hasOwnWord(author, tail, names));
  return isCertain ? maker(author, 'organisation') : null;
}

/** By the part after the slash: as it is, then without the parts that can be taken away. */
function byName({ text, isHosted, isRewritten }: Form, names: Names): Found | null {
  const spelling = takeApart(text);
  const { organisation, tail } = spelling;
  const isRepublished = organisation !== null && names.table.republishers.has(organisation);
  const makers = organisation === null || isRepublished ? null : makersOf(organisation, names);
  const isAnything = isWord(tail) || (tail.length < 3 && !/^o\d$/.test(tail));
  if (makers?.length === 0 || (makers === null && isAnything)) return null;
  const found =
    byTail(tail, makers, names) ??
    byShortened(spelling, makers, isHosted, names) ??
    (makers === null ? byBeginning(tail, isHosted, names) : null);
  if (found === null) return null;
  // An organisation that publishes the weights of others may have changed them: only the maker is certain.
  if (isRepublished) return authorOnly(found, names.table);
  return isRewritten ? lessSure(found) : found;
}

/** @param makers null if the name doesn't say who the maker is: then all models of that name must have the same */
function byTail(
  tail: string,
  makers: readonly string[] | null,
  { table, indexes, providerTails }: Names,
): Found | null {
  const meaning = providerTails.meanings.get(squeezed(tail));
  const levels = indexes[0]?.tails ?? [];
  for (const [level, { key, certainty }] of levels.entries()) {
    const sought = key(tail);
    const slugs = together(indexes.map((index) => index.tails[level]?.names.get(sought)));
    const fitting = makers === null ? slugs : slugs.filter((slug) => makers.includes(authorOf(slug)));
    if (fitting.length === 0) continue;
    const found = decide(fitting, 'tail', certainty, table);
    return found === null ? null : { ...found, moving: meaning?.moving ?? false };
  }
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
        ? { ...authorOnly(found, names.table), by: 'suffix', moving: tail.endsWith('latest') }
        : { ...lessSure(found), by: 'suffix' };
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

/**
 * `claude-3`, `qwen2.5:1.5b`: a beginning that only names of one maker have, and that is a family of this maker. Neither
 * alone is enough: tunes of another's model begin with `codellama-7b`. For a closed family, any words of that maker do.
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

/** By the beginning of a name, if all its words are known from that maker's models. */
function byFamily({ organisation, tail }: Spelling, names: Names): Found | null {
  if (organisation !== null && !names.table.republishers.has(organisation)) return null;
  const found = byFamilyPattern(tail, names.table);
  if (found === null || found.author === null || !knowsWords(found.author, tail, names)) return null;
  return { ...found, moving: !/\d/.test(tail) };
}

function knowsWords(author: string, tail: string, names: Names): boolean {
  return wordsOf(tail).every((word) => /^v?\d+(?:\.\d+)*$/.test(word) || knowsWord(author, word, names));
}

/** Whether a name has a word that only this author's models have: `davinci`. */
function hasOwnWord(author: string, tail: string, names: Names): boolean {
  return wordsOf(tail).some(
    (word) =>
      /^[a-z]{5,}$/.test(word) &&
      knowsWord(author, word, names) &&
      !names.table.authors.some((other) => other !== author && knowsWord(other, word, names)),
  );
}

function knowsWord(author: string, word: string, { indexes, providerTails }: Names): boolean {
  return [providerTails, ...indexes].some(({ words }) => words.has(`${author} ${word}`));
}

function byFamilyPattern(tail: string, { families, notFamily }: NamesTable): Found | null {
  const name = tail.replaceAll(/[_ ]+/g, '-');
  if (notFamily.test(name)) return null;
  const family = families.find(({ pattern }) => pattern.test(name));
  return family === undefined ? null : maker(family.author, 'family');
}
