import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { describeSuggestions, suggestModels } from './find-alternatives.js';

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
