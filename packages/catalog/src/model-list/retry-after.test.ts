import { expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

const now = Date.UTC(2026, 8, 2, 12, 0, 0);

it.each([
  ['5', 5_000],
  [' 5 ', 5_000],
  ['0', 0],
  ['Wed, 02 Sep 2026 12:00:30 GMT', 30_000],
  ['Wednesday, 02-Sep-26 12:00:30 GMT', 30_000],
  ['Wed, 02 Sep 2026 11:00:00 GMT', 0],
  ['-5', undefined],
  ['3.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads Retry-After %j as %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
