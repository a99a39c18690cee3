import { describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../../test/support/catalog-model.js';
import { listColumn, listColumnNames } from './columns.js';
import { filterModels, type ModelFilter, parseColumnNames, parseSortOrder, sortModels } from './query.js';

describe('filterModels', () => {
  const models = [
    model('qwen/qwen3-max', { name: 'Qwen: Max', contextLength: 256_000, completionPrice: '0.000006' }),
    model('qwen/qwen3-coder:free', { promptPrice: '0', completionPrice: '0' }),
    model('perplexity/sonar', { promptPrice: '0', completionPrice: '0', otherPrices: { request: '0.005' } }),
    model('mistralai/voxtral', { inputModalities: ['text', 'audio'], supportedParameters: [] }),
    model('~qwen/qwen-latest', { kind: 'alias', canonicalSlug: '~qwen/qwen-latest', contextLength: null }),
    model('openai/gpt-image', { outputModalities: ['image'], promptPrice: null, completionPrice: null }),
  ];

  it.each<[ModelFilter, readonly string[]]>([
    [{}, models.map(({ slug }) => slug)],
    [{ author: ['qwen'] }, ['qwen/qwen3-max', 'qwen/qwen3-coder:free', '~qwen/qwen-latest']],
    [{ author: ['openai', 'mistralai'] }, ['mistralai/voxtral', 'openai/gpt-image']],
    [{ search: 'QWEN max' }, ['qwen/qwen3-max']],
    [{ search: 'nothing' }, []],
    [
      { minContext: 128_000 },
      [
        'qwen/qwen3-max',
        'qwen/qwen3-coder:free',
        'perplexity/sonar',
        'mistralai/voxtral',
        'openai/gpt-image',
      ],
    ],
    [{ minContext: 200_000 }, ['qwen/qwen3-max']],
    [{ maxPrice: 0.4 }, ['qwen/qwen3-coder:free', 'mistralai/voxtral', '~qwen/qwen-latest']],
    [{ maxPrice: 0.39 }, ['qwen/qwen3-coder:free']],
    [{ free: true }, ['qwen/qwen3-coder:free']],
    [{ modality: ['audio'] }, ['mistralai/voxtral']],
    [{ modality: ['image'] }, ['openai/gpt-image']],
    [{ modality: ['text', 'audio'] }, ['mistralai/voxtral']],
    [{ supports: ['tools'], author: ['mistralai', 'openai'] }, ['openai/gpt-image']],
    [{ supports: ['tools', 'reasoning'] }, []],
  ])('%j leaves %j', (filter, slugs) => {
    expect(filterModels(models, filter).map(({ slug }) => slug)).toEqual(slugs);
  });
});

describe('sortModels', () => {
  const models = [
    model('b/small', { contextLength: 8_000, created: 30, promptPrice: '0.000002' }),
    model('a/none', { contextLength: null, created: null, promptPrice: null }),
    model('c/large', { contextLength: 1_000_000, created: 10, promptPrice: '0.0000001' }),
    model('a/twin', { contextLength: 8_000, created: 20, promptPrice: '0' }),
  ];

  it.each([
    ['slug', ['a/none', 'a/twin', 'b/small', 'c/large']],
    ['-slug', ['c/large', 'b/small', 'a/twin', 'a/none']],
    ['context', ['a/twin', 'b/small', 'c/large', 'a/none']],
    ['-context', ['c/large', 'a/twin', 'b/small', 'a/none']],
    ['created', ['c/large', 'a/twin', 'b/small', 'a/none']],
    ['created:desc', ['b/small', 'a/twin', 'c/large', 'a/none']],
    ['price:asc', ['a/twin', 'c/large', 'b/small', 'a/none']],
    ['-price', ['b/small', 'a/twin', 'c/large', 'a/none']],
  ])('by %s gives %j', (order, slugs) => {
    expect(sortModels(models, parseSortOrder(order)).map(({ slug }) => slug)).toEqual(slugs);
  });
});

describe('parseSortOrder', () => {
  it.each(['size', '', '-', 'price:down', '-price:desc', '--price'])('refuses %j', (text) => {
    expect(() => parseSortOrder(text)).toThrow(/slug, created, context, price/);
  });
});

describe('parseColumnNames', () => {
  it('reads names in the order given, each once', () => {
    expect(parseColumnNames('created, slug,CREATED')).toEqual(['created', 'slug']);
  });

  it('names the nearest column for one that is not known', () => {
    expect(() => parseColumnNames('slug,contxt')).toThrow(/no column "contxt"\. Did you mean "context"\?/);
    expect(() => parseColumnNames('')).toThrow(/Columns: slug, verdict/);
  });

  it('has a column for every name, and gives each another importance', () => {
    const importance = listColumnNames.map((name) => listColumn(name).importance);
    expect(new Set(importance).size).toBe(listColumnNames.length);
  });
});
