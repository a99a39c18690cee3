import { expect, test } from 'vitest';
import { barParts, noRows } from './next-steps.js';

test('draws the parts worst first and end to end', () => {
  expect(barParts({ ...noRows, distillable: 75, 'not-distillable': 25 }, 50)).toEqual([
    { verdict: 'not-distillable', start: 0, size: 12.5 },
    { verdict: 'distillable', start: 12.5, size: 37.5 },
  ]);
});

test('keeps one bad row among millions in sight, within the length of the bar', () => {
  const [bad, good] = barParts({ ...noRows, distillable: 10_000_000, unknown: 1 }, 100);
  expect(bad?.size).toBeGreaterThan(0.9);
  expect((good?.start ?? 0) + (good?.size ?? 0)).toBeCloseTo(100);
});

test('draws nothing where there are no rows', () => {
  expect(barParts(noRows, 100)).toEqual([]);
});
