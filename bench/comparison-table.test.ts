import { describe, expect, it } from 'vitest';
import { comparisonTable, isMet } from './comparison-table.mjs';

const base = { name: 'example', unit: 'ms', baseline: 2, ours: 1 } as const;

describe('isMet', () => {
  it.each([
    [{ ratio: 0.5 }, true],
    [{ ratio: 0.49 }, false],
    [{ limit: 1 }, true],
    [{ limit: 0.9 }, false],
    [{ atLeast: 0.5 }, true],
    [{ atLeast: 0.51 }, false],
    [null, true],
  ])('takes half of the baseline, 1 ms, against %o as %s', (goal, expected) => {
    expect(isMet({ ...base, goal })).toBe(expected);
  });
});

describe('comparisonTable', () => {
  it('lines up its columns', () => {
    const table = comparisonTable([
      { ...base, goal: { ratio: 0.25 } },
      { name: 'a longer name', unit: 'MB', baseline: 123.456, ours: 100.5, goal: { limit: 200 } },
      { name: 'shown', unit: 'MB', baseline: 0, ours: 0.25, goal: null },
      { name: 'speed', unit: 'requests/s', baseline: 2_000, ours: 1_910, goal: { atLeast: 0.95 } },
    ]);
    expect(table.split('\n')).toEqual([
      'benchmark             baseline             ours   ratio  better      goal  met',
      'example                   2 ms             1 ms    0.5×    less   ≤ 0.25×   no',
      'a longer name           123 MB           101 MB  0.814×    less  ≤ 200 MB  yes',
      'shown                     0 MB          0.25 MB       –    less         –    –',
      'speed          2000 requests/s  1910 requests/s  0.955×    more   ≥ 0.95×  yes',
    ]);
  });
});
