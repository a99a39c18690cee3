import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row } from '../testing/sandboxes.js';
import { builtInCatalog } from './built-in-catalog.js';
import { readCatalogFiles } from './read-catalog-files.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-files-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const rows = ['a/one', 'a/one:batch', 'a/one:free', 'b/two', 'b/two:batch'].map((id) => row(id));

describe('readCatalogFiles', () => {
  it.each([
    ['bare', { data: rows }],
    ['wrapped', { fetchedAt: '2026-08-22T08:06:27.943Z', count: 5, data: rows }],
    ['with a byte order mark', `\uFEFF${JSON.stringify({ data: rows })}`],
  ])('reads a saved list that is %s, with every field of its rows', async (_form, content) => {
    const { models } = await readCatalogFiles({ catalog: await file('models.json', content) });
    expect(models).toEqual(rows);
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'text with a slug a line',
      '# head\na/one\n\n  b/two  # tail\r\n',
      ['a/one', 'a/one:batch', 'b/two', 'b/two:batch'],
    ],
    ['an array', ['a/one:free'], ['a/one:free']],
    ['an object of labels', { 'a/one': true, 'b/two': false, 'a/one:free': null }, ['a/one', 'a/one:batch']],
    [
      'labels under `distillable`',
      { provenance: 'x', distillable: { 'b/two': true } },
      ['b/two', 'b/two:batch'],
    ],
    ['an array under `distillable`', { distillable: ['a/one:batch'] }, ['a/one:batch']],
    ['labels that name the batch row', { 'a/one': true, 'a/one:batch': false }, ['a/one']],
    ['slugs that the catalog lacks', ['c/three', 'b/two:batch'], ['b/two:batch']],
    ['an empty text', '', []],
  ])('reads permissions from %s', async (_form, content, expected) => {
    const catalog = await readCatalogFiles({
      catalog: await file('models.json', { data: rows }),
      distillable: await file('labels', content),
    });
    expect([...catalog.distillable]).toEqual(expected);
    expect(catalog.sample).toBe(
      "catalog from a local file; permissions from a local file: a sample, not today's truth",
    );
  });

  it('takes the built-in labels for known slugs when no permissions are given, and says so', async () => {
    const known = row('qwen/qwen3.8-max');
    const batch = row('qwen/qwen3.8-max:batch');
    const catalog = await readCatalogFiles({
      catalog: await file('models.json', {
        data: [known, batch, row('openai/gpt-4o'), row('qwen/unheard-of')],
      }),
    });
    expect([...catalog.distillable]).toEqual([known.id, batch.id]);
    expect(catalog.sample).toBe(
      `catalog from a local file; for the slugs that the built-in sample knows, ${builtInCatalog().sample}`,
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['is not JSON', 'v\nm', /models\.json cannot be parsed as JSON: [^\n]+$/],
    ['has no rows', { data: [] }, /models\.json does not have the expected shape: data: /],
    ['has no data', { models: [] }, /models\.json does not have the expected shape: data: /],
    ['is an array', [rows[0]], /models\.json does not have the expected shape: /],
    ['has a row without id', { data: [row('a/b'), { name: 'x' }] }, /data\[1\]\.id: /],
    ['has many wrong rows', { data: Array.from({ length: 9 }, () => ({})) }, /and 4 more\.$/],
    ['names an id twice', { data: [row('a/b'), row('a/b')] }, /lists a\/b twice/],
  ])('rejects a list that %s', async (_fault, content, message) => {
    await expect(readCatalogFiles({ catalog: await file('models.json', content) })).rejects.toMatchObject({
      name: 'SandboxError',
      code: 'SANDBOX_FILE_INVALID',
      message: expect.stringMatching(message),
      details: { file: join(directory, 'models.json') },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['a line without a slash', 'a/one\nnonsense\n', /labels, line 2: "nonsense" is not a model slug/],
    [
      'a label that is not a boolean',
      { 'a/one': 'yes' },
      /labels does not have the expected shape: a\/one: /,
    ],
    ['an array of numbers', [1], /labels does not have the expected shape: \[0\]: /],
    ['broken JSON', '["a/one"', /labels cannot be parsed as JSON/],
  ])('rejects permissions with %s', async (_fault, content, message) => {
    const files = {
      catalog: await file('models.json', { data: rows }),
      distillable: await file('labels', content),
    };
    await expect(readCatalogFiles(files)).rejects.toMatchObject({
      code: 'SANDBOX_FILE_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('names a file that it cannot read', async () => {
    const missing = join(directory, 'missing.json');
    await expect(readCatalogFiles({ catalog: missing })).rejects.toMatchObject({
      code: 'SANDBOX_FILE_UNREADABLE',
      message: `Cannot read ${missing} (ENOENT). Check the path and its permissions.`,
    });
  });
});
