import { expect, it } from 'vitest';
import { listColumn, listColumnNames, parseColumnNames } from './columns.js';

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
