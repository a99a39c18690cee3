import { resolveByForm } from '@distillable/catalog';

const author = '[a-z0-9][a-z0-9._-]*';
const name = '[a-z0-9][a-z0-9._+-]*';
/** Whatever names a model, an author, or a preset; every id and canonical slug of the list is of this form. */
const form = new RegExp(
  `^(?:${author}(?:/\\*)?|~?${author}/${name}(?::[a-z0-9._-]+)?(?:@preset/[\\x21-\\x7e]+)?|@preset(?:/[\\x21-\\x7e]+)?)$`,
);

/** What is wrong with an entry of `allow` or `deny` that can match nothing, and so would ban nothing; null if it can. */
export function describeBadEntry(entry: string): string | null {
  if (isListEntry(entry)) return null;
  const meant = [repair(entry), repair(entry).replace(/^~/, '')].find(isListEntry);
  const advice = meant === undefined ? '' : ` Did you mean ${JSON.stringify(meant)}?`;
  return `(${JSON.stringify(entry)}) can match no model. ${ruleFor(entry)}.${advice}`;
}

function isListEntry(entry: string): boolean {
  return form.test(entry) && !hasDynamicVariant(entry);
}

/** `:nitro` and its like only change how a model is served, so the entry would miss all other spellings. */
function hasDynamicVariant(entry: string): boolean {
  return entry.includes(':') && resolveByForm(entry).steps[0]?.kind === 'dynamic-variant';
}

function ruleFor(entry: string): string {
  return hasDynamicVariant(entry)
    ? 'It names a way to serve a model, not a model: an entry without this variant holds for every way'
    : 'An entry is a slug, or an author ("author" or "author/*"), in lower case; it has no other wildcards, no spaces around it, and is no URL';
}

/** The entry without what people add to a slug by mistake. */
function repair(entry: string): string {
  const bare = entry
    .replace(/[\s\p{Cc}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/^https?:\/\/[^/]*\/(?:api\/v1\/)?(?:models\/)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '');
  const parts = bare.split('/');
  // LiteLLM and others write openrouter/author/name.
  const slug = parts.length > 2 && parts[0] === 'openrouter' ? parts.slice(1).join('/') : bare;
  return hasDynamicVariant(slug) ? slug.replace(/:[^:]*$/, '') : slug;
}
