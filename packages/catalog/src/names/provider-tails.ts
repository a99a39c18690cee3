import { tailOf } from './name-index.js';
import type { NamesTable, ProviderName } from './parse-table.js';
import { squeezed, wordsOf } from './spelling.js';

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
    if (!/\d/.test(tail)) continue;
    const group = groups.get(squeezed(tail));
    if (group === undefined) groups.set(squeezed(tail), [meaning]);
    else group.push(meaning);
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
