import { byBeginning } from './family.js';
import {
  authorOnly,
  byHuggingFaceId,
  byProvider,
  decide,
  type Found,
  isWord,
  lessSure,
  makersOf,
  type Names,
  together,
} from './look-up.js';
import { authorOf } from './parse-table.js';
import { type Spelling, shortenedForms, squeezed, takeApart } from './spelling.js';
import type { Form } from './unwrap.js';

/** By what stands after the slash: as it is, then without what can be taken away. */
export function byName({ text, isHosted, isRewritten }: Form, names: Names): Found | null {
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
  // Who publishes the weights of others may have changed them: only the maker is certain.
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
