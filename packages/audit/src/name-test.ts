import { type CatalogSnapshot, identify } from '@distillable/catalog';
import { opaqueId } from './places/kept-names.js';

/** Remembered, since files repeat their short texts; forgotten before it fills the memory. */
const maxRemembered = 100_000;

/**
 * Whether a text is exactly a name of a known model. Names of providers count with a number in them: without one they may
 * be ordinary words. Ids, of which each row has another, are not looked up.
 */
export function createNameTest(
  snapshot: CatalogSnapshot | undefined,
  names: ReadonlyMap<string, string>,
): (text: string) => boolean {
  const known = new Map<string, boolean>();
  const test = (text: string): boolean => {
    if (snapshot === undefined || (opaqueId.test(text) && !names.has(text))) return false;
    const { certainty, by } = identify(text, snapshot, { names });
    return certainty === 'exact' || (by === 'provider' && /\d/.test(text));
  };
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= maxRemembered) known.clear();
    const isKnown = test(text);
    known.set(text, isKnown);
    return isKnown;
  };
}
