/**
 * The places of the numbers to take out so that the rest ascends, as few as possible: all but a longest ascending
 * subsequence. Each number must be there once.
 */
export function findDisplaced(numbers: readonly number[]): ReadonlySet<number> {
  /** Of each length, the place at which the ascending row with the lowest end ends. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [place, number] of numbers.entries()) {
    const length = countBelow(ends, numbers, number);
    before[place] = ends[length - 1];
    ends[length] = place;
  }
  const displaced = new Set(numbers.keys());
  for (let place = ends.at(-1); place !== undefined; place = before[place]) displaced.delete(place);
  return displaced;
}

/** How many of the rows end below a number: their ends ascend. */
function countBelow(ends: readonly number[], numbers: readonly number[], number: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
