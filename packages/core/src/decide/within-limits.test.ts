import { expect, it } from 'vitest';
import { withinLimits } from './prune.js';

const slugs = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, 'x'));

it('takes as many slugs as fit, in order', () => {
  expect(withinLimits(slugs(3, 10))).toEqual(slugs(3, 10));
  expect(withinLimits(slugs(1_024, 10))).toHaveLength(1_024);
  expect(withinLimits(slugs(1_025, 10))).toEqual(slugs(1_025, 10).slice(0, 1_024));
});

it('leaves out a slug that is too long for a pattern, and only that', () => {
  const [fits, tooLong] = ['a'.repeat(1_024), 'b'.repeat(1_025)];
  expect(withinLimits([tooLong, fits, 'c/d'])).toEqual([fits, 'c/d']);
});

it('stays within the characters of the whole list, to the last one', () => {
  expect(withinLimits(slugs(64, 1_024))).toHaveLength(64);
  expect(withinLimits([...slugs(64, 1_024), 'x'])).toHaveLength(64);
  expect(withinLimits([...slugs(63, 1_024), 'x'.repeat(1_023), 'y'])).toHaveLength(65);
});
