import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { formatDay, formatPrice, historyOf, meaningOf, relatedRows } from './model-facts.js';

const r1 = catalogModel('deepseek/deepseek-r1', {
  canonicalSlug: 'deepseek/deepseek-r1-0120',
  huggingFaceId: 'deepseek-ai/DeepSeek-R1',
  expirationDate: '2026-12-01',
});
const small = catalogModel('mistralai/devstral-small', { created: null });
const snapshot = catalogSnapshot([
  r1,
  small,
  catalogModel('deepseek/deepseek-r1:free', { canonicalSlug: 'deepseek/deepseek-r1-0120' }),
  catalogAlias('~deepseek/deepseek-latest', 'deepseek/deepseek-r1'),
]);

describe('relatedRows', () => {
  it('finds variants and aliases of a row, and not the row itself', () => {
    expect(relatedRows(r1, snapshot)).toEqual({
      sameModel: ['deepseek/deepseek-r1:free'],
      aliases: ['~deepseek/deepseek-latest'],
    });
    expect(relatedRows(small, snapshot)).toEqual({ sameModel: [], aliases: [] });
  });
});

describe('historyOf', () => {
  it.each([
    ['2026-11-27', 'Its end is announced for 2026-12-01.'],
    ['2026-12-02', 'Its end was announced for 2026-12-01.'],
  ])('says on %s what is known of a row over time', (today, end) => {
    expect(historyOf(r1, snapshot, today)).toEqual([
      'OpenRouter has listed it since 2025-06-15.',
      end,
      'Its permanent name is deepseek/deepseek-r1-0120.',
    ]);
  });

  it('warns of a slug that has stood for several builds', () => {
    expect(historyOf(small, snapshot, '2026-11-27')).toEqual([expect.stringMatching(/different builds/)]);
  });
});

describe('meaningOf', () => {
  it.each([
    ['deepseek-ai/DeepSeek-R1', /means:$/, ['deepseek/deepseek-r1']],
    ['DeepSeek_R1', /close to/, ['deepseek/deepseek-r1']],
    ['qwen2.5-72b-instruct', /^It is qwen\/qwen-2\.5-72b-instruct, which the list has no more\.$/, []],
    ['gpt-4-0613', /^It is a model of openai; /, []],
  ])('says what %s means', (name, sentence, slugs) => {
    expect(meaningOf(name, snapshot)).toEqual({ sentence: expect.stringMatching(sentence), slugs });
  });

  it('knows nothing of other names', () => {
    expect(meaningOf('zz-top', snapshot)).toBeNull();
  });
});

describe('formatPrice', () => {
  it.each([
    ['0.0000001', '0.10'],
    ['0.00000009999999', '0.10'],
    ['0.00000015', '0.15'],
    ['0.000000075', '0.075'],
    ['0.000015', '15.00'],
    ['0.0006', '600.00'],
    ['0', 'free'],
    [null, '–'],
    ['-', '–'],
  ])('writes %j per token per million tokens', (perToken, text) => {
    expect(formatPrice(perToken)).toBe(text);
  });
});

describe('formatDay', () => {
  it.each([
    [1_750_000_000, '2025-06-15'],
    [null, '–'],
    [1e300, '–'],
  ])('writes %j', (seconds, text) => {
    expect(formatDay(seconds)).toBe(text);
  });
});
