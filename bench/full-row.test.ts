import { describe, expect, it } from 'vitest';
import { fullRow } from './full-row.mjs';
import { sampleModels } from './sample-models.mjs';

const rows = sampleModels(400).map(fullRow);

/** Leaves and the arrays and objects around them: what a parser has to make. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum, part) => sum + countValues(part), 1);
}

describe('fullRow', () => {
  it('makes rows of about the length of real ones: 1.6 KB', () => {
    const mean = JSON.stringify(rows).length / rows.length;
    expect(mean).toBeGreaterThan(1500);
    expect(mean).toBeLessThan(1800);
  });

  it('makes rows with about as many values as real ones: 79', () => {
    const mean = countValues(rows) / rows.length;
    expect(mean).toBeGreaterThan(72);
    expect(mean).toBeLessThan(86);
  });
});
