import { describe, expect, it } from 'vitest';
import { editDistance, suggestNames } from './suggest-names.js';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xabc', 1],
    ['kitten', 'sitting', 3],
    ['qwen/qwen3-max', 'qwne/qwen3-mx', 2],
  ])('from %j to %j is %i, both ways', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });

  it('answers one above the limit for what is farther', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('a', 'abcdefgh', 3)).toBe(4);
  });

  it('gives the same within the limit as without one', () => {
    const words = ['slug', 'sulg', 'slugs', 'plug', 'lug', 'context', 'created', 'prompt', 'gulps'];
    for (const from of words) {
      for (const to of words) {
        const whole = editDistance(from, to);
        expect(editDistance(from, to, 2)).toBe(whole > 2 ? 3 : whole);
      }
    }
  });
});

describe('suggestNames', () => {
  const known = ['slug', 'context', 'created', 'completion'];

  it.each([
    ['contxt', 'context'],
    ['craeted', 'created'],
    ['sulg', 'slug'],
    ['banana', undefined],
  ])('for %s is %s', (written, suggested) => {
    expect(suggestNames(written, known)[0]).toBe(suggested);
  });

  it('puts the nearest first', () => {
    expect(suggestNames('qwen3-max', ['qwen3-mini', 'qwen3-maxi', 'gpt'])).toEqual([
      'qwen3-maxi',
      'qwen3-mini',
    ]);
  });
});
