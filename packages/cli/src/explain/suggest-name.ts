import { editDistance } from './edit-distance.js';

/** Names at most this far, per character of what was written, pass for typing errors. */
const tolerance = 0.34;

/** The known names nearest to what was written, best first; none that is too far to be meant. */
export function suggestNames(written: string, known: Iterable<string>, limit = 3): readonly string[] {
  const farthest = Math.max(1, Math.floor(written.length * tolerance));
  const near: { name: string; distance: number }[] = [];
  for (const name of known) {
    const distance = editDistance(written, name, farthest);
    if (distance <= farthest) near.push({ name, distance });
  }
  return near
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** The nearest known name, if one is near enough. */
export function suggestName(written: string, known: Iterable<string>): string | undefined {
  return suggestNames(written, known, 1)[0];
}
