import type { CatalogSnapshot } from '@distillable/catalog';
import { suggestModels } from '@distillable/core';
import type { Session } from './session.js';

/** So many names get a note. */
const maxNoted = 5;

/**
 * Notes which model each of these unknown names most likely means, where that is more than a similar slug of the list.
 * A hint alone: it changes no verdict.
 */
export async function noteMeanings(
  { notes }: Pick<Session, 'notes'>,
  names: Iterable<string>,
  snapshot: CatalogSnapshot,
): Promise<void> {
  const unknown = [...new Set(names)].slice(0, maxNoted);
  if (unknown.length === 0) return;
  const { describeMeaning } = await import('./describe-meaning.js');
  for (const name of unknown) {
    const suggested = suggestModels(name, snapshot).map(({ slug }) => slug);
    const text = describeMeaning(name, snapshot, suggested);
    if (text !== '') notes.say(text);
  }
}
