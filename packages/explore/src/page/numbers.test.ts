import { describe, expect, it } from 'vitest';
import { formatDay, formatPrice } from './numbers.js';

describe('formatPrice', () => {
  it.each([
    ['0.0000001', '0.10'],
    ['0.00000009999999', '0.10'],
    ['0.00000015', '0.15'],
    ['0.000000075', '0.075'],
    ['0.000015', '15.00'],
    ['0.0006', '600.00'],
    ['0', 'free'],
    [null, '–'],
    ['-', '–'],
  ])('writes %j per token per million tokens', (perToken, text) => {
    expect(formatPrice(perToken)).toBe(text);
  });
});

describe('formatDay', () => {
  it.each([
    [1_750_000_000, '2025-06-15'],
    [null, '–'],
    [1e300, '–'],
  ])('writes %j', (seconds, text) => {
    expect(formatDay(seconds)).toBe(text);
  });
});
