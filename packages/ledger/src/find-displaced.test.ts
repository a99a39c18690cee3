import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findDisplaced } from './diagnose-chain.js';

it.each([
  [[], []],
  [[1, 2, 3], []],
  [[1, 3, 4, 2], [3]],
  [[9, 1, 2, 3], [0]],
  [
    [4, 5, 6, 1, 2],
    [3, 4],
  ],
])('of %j takes out those at %j', (numbers, displaced) => {
  expect([...findDisplaced(numbers)]).toEqual(displaced);
});

it('leaves what ascends, and as much of it as can be', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 50 }), { maxLength: 9 }), (numbers) => {
      const displaced = findDisplaced(numbers);
      const rest = numbers.filter((_, place) => !displaced.has(place));
      expect(rest).toEqual(rest.toSorted((one, other) => one - other));
      expect(rest.length).toBe(longestAscending(numbers));
    }),
  );
});

/** By trying every choice. */
function longestAscending(numbers: readonly number[], above = -1): number {
  return Math.max(
    0,
    ...numbers.map((number, place) =>
      number > above ? 1 + longestAscending(numbers.slice(place + 1), number) : 0,
    ),
  );
}
