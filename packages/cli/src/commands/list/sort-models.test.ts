import { describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../../test/support/catalog-model.js';
import { parseSortOrder, sortModels } from './filter.js';

const models = [
  model('b/small', { contextLength: 8_000, created: 30, promptPrice: '0.000002' }),
  model('a/none', { contextLength: null, created: null, promptPrice: null }),
  model('c/large', { contextLength: 1_000_000, created: 10, promptPrice: '0.0000001' }),
  model('a/twin', { contextLength: 8_000, created: 20, promptPrice: '0' }),
];

describe('sortModels', () => {
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
