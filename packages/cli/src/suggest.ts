import type { CatalogSnapshot } from '@distillable/catalog';

/**
 * Slugs that may have been meant: first what is right but for case, space or author, then what is
 * spelled alike; never the slug itself, which an alias to a row that is missing would be.
 */
export function suggestSlugs(requested: string, snapshot: CatalogSnapshot, limit = 3): readonly string[] {
  const written = requested.trim().toLowerCase();
  if (written === '') return [];
  // Ids are in lower case. Resolving finds canonical slugs and variants too.
  if (written !== requested && snapshot.resolve(written).verdict !== 'unknown') return [written];
  const slugs = snapshot
    .models()
    .map((model) => model.slug)
    .filter((slug) => slug !== requested);
  const withoutAuthor = slugs.filter((slug) => slug.endsWith(`/${written}`));
  return [...new Set([...withoutAuthor, ...suggestNames(written, slugs, limit)])].slice(0, limit);
}

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

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other (optimal string
 * alignment). Anything above `farthest` is answered by `farthest + 1`, which saves most of the work on a long list.
 */
export function editDistance(from: string, to: string, farthest: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) > farthest) return farthest + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    if (Math.min(...current) > farthest) return farthest + 1;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(at(previous, to.length), farthest + 1);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
