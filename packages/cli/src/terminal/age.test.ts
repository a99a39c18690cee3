import { expect, it } from 'vitest';
import { formatAge, formatDuration } from './numbers.js';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

it.each([
  [0, '0 s'],
  [119 * second, '119 s'],
  [2 * minute, '2 min'],
  [2 * hour - 1, '119 min'],
  [2 * hour, '2 h'],
  [2 * day - 1, '47 h'],
  [40 * day, '40 d'],
])('shows %i ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it.each([
  [3 * hour, '3 h old'],
  [-3 * hour, '3 h ahead of this clock'],
])('shows an age of %i ms as %s', (age, text) => {
  expect(formatAge(age)).toBe(text);
});
