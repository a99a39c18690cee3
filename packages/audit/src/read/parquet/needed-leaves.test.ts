import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from './__fixtures__/duckdb.js';
import { withParquet } from './__fixtures__/parquet-files.js';
import { type NeededValues, neededLeaves } from './needed-leaves.js';

const nothing: NeededValues = { places: {}, named: {}, fields: [] };

let oracle: Oracle;

beforeAll(async () => {
  oracle = await openOracle();
  await oracle.write(
    oracle.path('rows.parquet'),
    `SELECT 'a' AS model, 'b' AS "metadata.model", MAP(['model'], ['c']) AS metadata, 'd' AS prompt,
      {'model': 'e', 'text': 'f', 'created': 1} AS response, '{"model": "g"}'::JSON AS request, 'h' AS body,
      [{'role': 'assistant', 'content': 'i', 'name': 'j'}] AS messages, 1 AS created, {'name': 'k'} AS generator`,
  );
});

afterAll(async () => {
  await oracle.close();
});

describe('neededLeaves', () => {
  it.each<[string, Partial<NeededValues>, readonly string[]]>([
    ['times', { fields: ['time'] }, ['metadata{key}', 'metadata{}', 'response.created', 'created']],
    [
      'an item of a list',
      { named: { text: 'messages[0].content' }, fields: ['text'] },
      ['messages[].role', 'messages[].content'],
    ],
  ])('has the columns of %s', async (_, needed, labels) => {
    await withParquet(oracle.path('rows.parquet'), async ({ leaves }) => {
      const names = neededLeaves(leaves, { ...nothing, fields: [] });
      const all = neededLeaves(leaves, { ...nothing, ...needed });
      expect(all.filter((leaf) => !names.includes(leaf)).map(({ label }) => label)).toEqual(
        labels.filter((label) => !names.some((leaf) => leaf.label === label)),
      );
    });
  });

  it('has all columns that may name a model, in maps and JSON too, and none of text', async () => {
    await withParquet(oracle.path('rows.parquet'), async ({ leaves }) => {
      const labels = neededLeaves(leaves, { ...nothing, fields: [] }).map(({ label }) => label);
      expect(labels).toEqual(
        expect.arrayContaining([
          'model',
          'metadata.model',
          'metadata{key}',
          'metadata{}',
          'response.model',
          'request',
          'generator.name',
        ]),
      );
      expect(labels).not.toContain('prompt');
      expect(labels).not.toContain('messages[].content');
    });
  });
});
