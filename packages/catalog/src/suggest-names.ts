/** Names at most this far, per character of what was written, are taken for typing errors. */
const tolerance = 0.34;

/**
 * The known names that are spelled most like what was written, best first; none that is too far away.
 *
 * @param limit how many at most. @default 3
 */
export function suggestNames(written: string, known: Iterable<string>, limit = 3): readonly string[] {
  const maxDistance = Math.max(1, Math.floor(written.length * tolerance));
  const near: { name: string; distance: number }[] = [];
  for (const name of known) {
    const distance = editDistance(written, name, maxDistance);
    if (distance <= maxDistance) near.push({ name, distance });
  }
  return near
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other (optimal string
 * alignment); `maxDistance + 1` for anything above `maxDistance`, which saves most of the work on a long list.
 */
export function editDistance(
  from: string,
  to: string,
  maxDistance: number = Math.max(from.length, to.length),
): number {
  const tooFar = maxDistance + 1;
  if (Math.abs(from.length - to.length) > maxDistance) return tooFar;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    // Further from the diagonal than this, everything is too far.
    const [first, last] = [Math.max(1, row - maxDistance), Math.min(to.length, row + maxDistance)];
    const current: number[] = new Array(to.length + 1).fill(tooFar);
    current[0] = row;
    let nearest = row;
    for (let column = first; column <= last; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const distance = Math.min(
        (previous[column] ?? tooFar) + 1,
        (current[column - 1] ?? tooFar) + 1,
        (previous[column - 1] ?? tooFar) + (isSame ? 0 : 1),
        isSwap ? (beforePrevious[column - 2] ?? tooFar) + 1 : tooFar,
      );
      current[column] = distance;
      nearest = Math.min(nearest, distance);
    }
    if (nearest > maxDistance) return tooFar;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[to.length] ?? tooFar, tooFar);
}
