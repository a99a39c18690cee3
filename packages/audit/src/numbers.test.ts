import { expect, test } from 'vitest';
import { countOf, formatBytes, formatShare } from './numbers.js';

test.each([
  [0, 10, '0 %'],
  [0, 0, '0 %'],
  [10, 10, '100 %'],
  [1, 3, '33.3 %'],
  [1, 10_000_000, '< 0.1 %'],
  [9_999_999, 10_000_000, '> 99.9 %'],
])('writes %d of %d so that neither a part nor the rest is rounded away: %s', (part, whole, text) => {
  expect(formatShare(part, whole)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [311_402_118, '311 MB'],
  [2_340_000_000_000_000, '2,340 TB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('counts one in the singular', () => {
  expect([
    countOf(0, 'row'),
    countOf(1, 'row'),
    countOf(1_234, 'row'),
    countOf(2, 'entry', 'entries'),
  ]).toEqual(['0 rows', '1 row', '1,234 rows', '2 entries']);
});
