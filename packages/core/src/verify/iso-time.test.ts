import { expect, it } from 'vitest';
import { isoTime } from './receipt.js';

it.each([0, 0, 1, 1_764_000_000_123, 0])('writes %i as a date does', (milliseconds) => {
  expect(isoTime(milliseconds)).toBe(new Date(milliseconds).toISOString());
});
