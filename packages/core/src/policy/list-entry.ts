import type { Policy } from './policy.js';

/** What an entry of `allow` or `deny` must be. One that is something else would match nothing, and so ban nothing. */
export const listEntryRule: string =
  'An entry is a slug, or an author ("author" or "author/*"); it has no other wildcards and no spaces around it';

export function isListEntry(entry: string): boolean {
  return entry !== '' && entry === entry.trim() && !entry.replace(/^[^*]+\/\*$/, '').includes('*');
}

/** @throws TypeError where a list of the policy has an entry that would match nothing */
export function refuseUnusableEntries({ allow = [], deny = [] }: Policy): void {
  const unusable = [...allow, ...deny].find((entry) => !isListEntry(entry));
  if (unusable !== undefined) throw new TypeError(`${listEntryRule}: not ${JSON.stringify(unusable)}.`);
}
