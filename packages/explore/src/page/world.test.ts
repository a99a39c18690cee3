import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { filterRows, type RowFilter, type RowOrder, rowsOf, sortRows } from './world.js';

const rows = rowsOf(
  catalogSnapshot([
    catalogModel('qwen/qwen3-max', { name: 'Qwen: Qwen3 Max', promptPrice: '0.000002', contextLength: 4 }),
    catalogModel('openai/gpt-5', { name: 'OpenAI: GPT-5', permission: 'not-distillable', promptPrice: null }),
    catalogModel('a/free', { promptPrice: '0', contextLength: 4 }),
    catalogModel('a/cheap', { promptPrice: '0.0000005', contextLength: null }),
  ]),
);
const slugs = (found: typeof rows): readonly string[] => found.map(({ model }) => model.slug);

describe('filterRows', () => {
  it.each<[RowFilter, readonly string[]]>([
    [{ text: '', verdict: null }, ['a/cheap', 'a/free', 'openai/gpt-5', 'qwen/qwen3-max']],
    [{ text: '  MAX  qwen ', verdict: null }, ['qwen/qwen3-max']],
    [{ text: 'a/', verdict: null }, ['a/cheap', 'a/free']],
    [{ text: '', verdict: 'not-distillable' }, ['openai/gpt-5']],
    [{ text: 'qwen', verdict: 'not-distillable' }, []],
    [{ text: '.*', verdict: null }, []],
  ])('finds by words and verdict: %j', (filter, found) => {
    expect(slugs(filterRows(rows, filter))).toEqual(found);
  });
});

describe('sortRows', () => {
  it.each<[RowOrder, readonly string[]]>([
    [{ column: 'slug', descending: true }, ['qwen/qwen3-max', 'openai/gpt-5', 'a/free', 'a/cheap']],
    [{ column: 'prompt', descending: false }, ['a/free', 'a/cheap', 'qwen/qwen3-max', 'openai/gpt-5']],
    [{ column: 'prompt', descending: true }, ['qwen/qwen3-max', 'a/cheap', 'a/free', 'openai/gpt-5']],
    [{ column: 'context', descending: false }, ['a/free', 'qwen/qwen3-max', 'openai/gpt-5', 'a/cheap']],
    [{ column: 'verdict', descending: true }, ['openai/gpt-5', 'a/cheap', 'a/free', 'qwen/qwen3-max']],
  ])('puts unknown values last, and keeps the order of equal ones: %j', (order, sorted) => {
    expect(slugs(sortRows(rows, order))).toEqual(sorted);
  });
});
