import { builtInTerms } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { filterRows, type RowFilter, type RowOrder, readWorld, rowsOf, sortRows } from './world.js';

const rows = rowsOf(
  catalogSnapshot([
    catalogModel('qwen/qwen3-max', { name: 'Qwen: Qwen3 Max', promptPrice: '0.000002', contextLength: 4 }),
    catalogModel('openai/gpt-5', { name: 'OpenAI: GPT-5', permission: 'not-distillable', promptPrice: null }),
    catalogModel('a/free', { promptPrice: '0', contextLength: 4 }),
    catalogModel('a/cheap', { promptPrice: '0.0000005', contextLength: null }),
  ]),
);
const slugs = (found: typeof rows): readonly string[] => found.map(({ model }) => model.slug);

describe('readWorld', () => {
  const list = catalogSnapshot([catalogModel('open/a'), catalogModel('closed/b')]).toJSON();
  const terms = builtInTerms();
  const data = {
    ...{ version: '1.0.0', snapshot: list, terms },
    ...{ limits: { ttl: 1, maxStale: 2 }, policy: { deny: ['open'] } },
  };

  it('takes policy, limits, list and terms as they were sent', () => {
    const { policy, limits, snapshot, terms: read } = readWorld(data, 7);
    expect({ policy, limits }).toEqual({ policy: { deny: ['open'] }, limits: { ttl: 1, maxStale: 2 } });
    expect([snapshot.digest, read.digest]).toEqual([list.digest, terms.digest]);
  });

  it.each<[what: string, damage: object]>([
    ['no limits', { limits: {} }],
    ['a policy with an unknown setting', { policy: { denny: ['open'] } }],
    ['a list that was edited', { snapshot: { ...list, models: list.models.slice(1) } }],
    ['terms that were edited', { terms: { ...terms, entries: terms.entries.slice(1) } }],
  ])('rejects %s', (_, damage) => {
    expect(() => readWorld({ ...data, ...damage }, 7)).toThrow();
  });
});

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
