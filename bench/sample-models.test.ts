import { describe, expect, it } from 'vitest';
import { sampleModels } from './sample-models.mjs';

describe('sampleModels', () => {
  it('gives different slugs in order, the same at every call', () => {
    const models = sampleModels(400);
    const slugs = models.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(400);
    expect(slugs).toEqual(slugs.toSorted());
    expect(sampleModels(400)).toEqual(models);
  });

  it('has about as many sets of parameters, of about the size, as the real list', () => {
    const sets = sampleModels(400).map(({ supportedParameters }) => supportedParameters);
    expect(new Set(sets.map(String)).size).toBe(150);
    const mean = sets.flat().length / sets.length;
    expect(mean).toBeGreaterThan(11);
    expect(mean).toBeLessThan(13);
  });
});
