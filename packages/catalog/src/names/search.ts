import { byFamily, byFamilyPattern, byName, hasOwnWord, knowsWords } from './by-name.js';
import {
  authorOnly,
  byHuggingFaceId,
  byProvider,
  bySlug,
  type Found,
  lessSure,
  maker,
  makersOf,
  type Names,
} from './look-up.js';
import { tailOf } from './name-index.js';
import { closedFamilies, takeApart } from './spelling.js';
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

/** `ft:gpt-4o-mini-2024-07-18:company::id`: a model of the customer's, of which only the maker of the base is known. */
function byTuning({ text, isHosted }: Form, names: Names): Found | null {
  const [, base] = /^ft:([^:/]+)(?::|$)/.exec(tailOf(text)) ?? [];
  if (base === undefined) return null;
  const found = byProvider(base, names) ?? byName({ text: base, isHosted, isRewritten: true }, names);
  return found === null ? null : { ...authorOnly(found, names.table), by: 'suffix' };
}

/**
 * Any server that speaks OpenAI's API can be behind `openai/…`, and hosts serve the models of others: the rest must look
 * like one of their own.
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
    // Who serves it doesn't matter where no one else can have it.
    return closedFamilies.test(tail) ? authorOnly(found, names.table) : null;
  }
  const isCertain =
    others.length === 0 &&
    (!serveOthers.has(author) || knowsWords(author, tail, names) || hasOwnWord(author, tail, names));
  return isCertain ? maker(author, 'organisation') : null;
}
