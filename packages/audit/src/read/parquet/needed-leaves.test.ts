import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from './__fixtures__/duckdb.js';
import { withParquet } from './__fixtures__/read-file.js';
import { neededLeaves } from './needed-leaves.js';

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
  it.each<
    [string, Parameters<typeof neededLeaves>[1], Parameters<typeof neededLeaves>[2], readonly string[]]
  >([
    [
      'known places, in maps and JSON too, but not in text',
      {},
      ['model'],
      [
        'model',
        'metadata.model',
        'metadata{key}',
        'metadata{}',
        'response.model',
        'request',
        'generator.name',
      ],
    ],
    ['times', {}, ['time'], ['metadata{key}', 'metadata{}', 'response.created', 'created']],
    ['a place that is named', { model: 'response.model' }, ['model'], ['response.model', 'messages[].role']],
    [
      'all below a place that is named',
      { model: 'response' },
      ['model'],
      ['response.model', 'response.text', 'response.created', 'messages[].role'],
    ],
    [
      'an item of a list',
      { text: 'messages[0].content' },
      ['text'],
      ['messages[].role', 'messages[].content'],
    ],
  ])('has the columns of %s', async (_, named, fields, labels) => {
    await withParquet(oracle.path('rows.parquet'), async ({ leaves }) => {
      expect(neededLeaves(leaves, named, fields).map(({ label }) => label)).toEqual(labels);
    });
  });
});
