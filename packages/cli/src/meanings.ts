// The meaning of names that the list does not have. Loaded only for such a name: the table of names is large.
import { type CatalogSnapshot, identify, type TermsModel } from '@distillable/catalog';
import { suggestModels } from '@distillable/core';
import type { Session } from './session.js';

/** At most this many names get a note. */
const maxNoted = 5;

/**
 * Notes which model each of these unknown names most likely means, where that is more than a similar slug of the list.
 * It is only a hint: it changes no verdict.
 */
export function noteMeanings(
  { notes }: Pick<Session, 'notes'>,
  names: Iterable<string>,
  snapshot: CatalogSnapshot,
): void {
  for (const name of [...new Set(names)].slice(0, maxNoted)) {
    const text = describeMeaning(name, snapshot);
    if (text !== '') notes.say(text);
  }
}

/**
 * `qwen2.5-72b-awq: most likely qwen/qwen-2.5-72b-instruct, which is distillable.` Empty if no slug is likely, or if all
 * likely ones were suggested already.
 */
function describeMeaning(name: string, snapshot: CatalogSnapshot): string {
  const { slugs } = identify(name, snapshot);
  const suggested = suggestModels(name, snapshot).map(({ slug }) => slug);
  if (slugs.every((slug) => suggested.includes(slug))) return '';
  const meanings = slugs.map((slug) => {
    const { verdict } = snapshot.resolve(slug);
    return `${slug}, which is ${verdict === 'unknown' ? 'not in the list any more' : verdict}`;
  });
  return `${name}: most likely ${meanings.join('; or ')}.`;
}

/**
 * A model that the list has no more, for its terms; null where the name is not certainly one. Whether its weights were open
 * is not known: an id that no entry is about says that they may have been.
 */
export function retiredModel(name: string, snapshot: CatalogSnapshot): TermsModel | null {
  const { slugs, certainty, retired, by } = identify(name, snapshot);
  const [slug, ...others] = slugs;
  if (slug === undefined || others.length > 0 || certainty !== 'exact' || !retired) return null;
  const huggingFaceId = by === 'hugging-face' ? name : 'not-known/not-known';
  return { slug, huggingFaceId, permission: 'unlisted' };
}
