import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFreshness } from './snapshot.js';

const hour = 3_600_000;
const limits = { ttl: hour, maxStale: 24 * hour };
const read = Date.UTC(2026, 8, 2);

describe('judgeFreshness', () => {
  it.each([
    ['just read', 0, 'fresh'],
    ['at the end of ttl', hour, 'fresh'],
    ['one millisecond past ttl', hour + 1, 'stale'],
    ['at the end of maxStale', 24 * hour, 'stale'],
    ['one millisecond past maxStale', 24 * hour + 1, 'expired'],
    ['written by a machine whose clock is a minute ahead', -60_000, 'fresh'],
    ['from the near future: the clock jumped back', -60_001, 'stale'],
    ['from the far future: the clock jumped back by years', -900 * 24 * hour, 'expired'],
    ['of no known age', Number.NaN, 'expired'],
  ])('calls a snapshot %s (age %d ms) %s', (_title, age, expected) => {
    expect(judgeFreshness(read, read + age, limits)).toBe(expected);
  });

  it('never keeps an entry usable for longer than twice maxStale, wherever the clock jumps to', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (jump) => {
        const later = read + jump + 2 * limits.maxStale + 1;
        const before = judgeFreshness(read, read + jump, limits);
        if (before !== 'expired') expect(judgeFreshness(read, later, limits)).toBe('expired');
      }),
    );
  });

  it('serves nothing as fresh with a ttl of 0 but what was read this instant', () => {
    expect(judgeFreshness(read, read + 1, { ttl: 0, maxStale: 0 })).toBe('expired');
  });
});
