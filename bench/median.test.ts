import { describe, expect, it } from 'vitest';
import { median } from './median.mjs';

describe('median', () => {
  it.each([
    [[7], 7],
    [[10, 9, 1], 9],
    [[4, 1, 3, 2], 2.5],
    [[100, 1, 1, 1, 1], 1],
  ])('of %j is %d', (numbers, expected) => {
    expect(median(numbers)).toBe(expected);
  });

  it('leaves its argument in order', () => {
    const numbers = [3, 1, 2];
    median(numbers);
    expect(numbers).toEqual([3, 1, 2]);
  });

  it('refuses an empty list', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
