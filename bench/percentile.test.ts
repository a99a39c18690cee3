import { describe, expect, it } from 'vitest';
import { percentile } from './percentile.mjs';

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index);

describe('percentile', () => {
  it.each([
    [oneToHundred, 0.5, 50],
    [oneToHundred, 0.99, 99],
    [oneToHundred, 1, 100],
    [[7], 0.01, 7],
    [[10, 9, 1], 0.5, 9],
  ])('of %j at %d is %d', (numbers, share, expected) => {
    expect(percentile(numbers, share)).toBe(expected);
  });

  it('refuses an empty list', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
