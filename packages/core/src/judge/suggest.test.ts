import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { describeSuggestions, editDistance, suggestModels, suggestNames } from './suggest.js';

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

describe('suggestModels', () => {
  const closed = { permission: 'not-distillable' } as const;
  const snapshot = catalogSnapshot([
    catalogModel('qwen/qwen3-max'),
    catalogModel('qwen/qwen3-max:free'),
    catalogModel('qwen/qwen-2.5-72b-instruct', { huggingFaceId: 'Qwen/Qwen2.5-72B-Instruct' }),
    catalogModel('openai/gpt-4o', { ...closed, canonicalSlug: 'openai/gpt-4o-2024-08-06' }),
    catalogModel('openai/gpt-4o-mini', closed),
    catalogModel('x-ai/grok-4.3', closed),
    catalogModel('deepseek/deepseek-chat', closed),
    catalogAlias('~moonshotai/kimi-latest', 'qwen/qwen3-max'),
    catalogAlias('~lost/lost-latest', 'lost/lost'),
  ]);

  it.each([
    ['qwen/qwen3-maxx', 'qwen/qwen3-max (distillable)'],
    ['gpt-4o', 'openai/gpt-4o (not-distillable)'],
    ['gpt-4oo', 'openai/gpt-4o (not-distillable)'],
    ['azure/gpt-4o', 'openai/gpt-4o (not-distillable)'],
    ['openrouter/openai/gpt-4o', 'openai/gpt-4o (not-distillable)'],
    ['gpt-4o-2024-08-06', 'openai/gpt-4o (not-distillable)'],
    ['OpenAI/GPT-4o ', 'openai/gpt-4o (not-distillable)'],
    ['qwen/qwen3-max:fre', 'qwen/qwen3-max (distillable)'],
    ['Qwen/Qwen2.5-72B-Instruct', 'qwen/qwen-2.5-72b-instruct (distillable)'],
    ['moonshotai/kimi-latest', '~moonshotai/kimi-latest (distillable)'],
    ['deepseek-chat', 'deepseek/deepseek-chat (not-distillable)'],
    ['x-ai/grok-4', 'x-ai/grok-4.3 (not-distillable)'],
  ])('for %j are first %s', (requested, expected) => {
    const [first] = suggestModels(requested, snapshot);
    expect(describeSuggestions(first === undefined ? [] : [first])).toBe(`Did you mean ${expected}?`);
  });

  it.each(['', ' ', 'nobody/nothing-like-it', 'q'.repeat(10_000), '~lost/lost-latest', '/'])(
    'for %j are none',
    (requested) => {
      expect(suggestModels(requested, snapshot)).toEqual([]);
      expect(describeSuggestions([])).toBe('');
    },
  );
});
