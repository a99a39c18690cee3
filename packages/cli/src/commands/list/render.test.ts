import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../../test/support/catalog-model.js';
import { readSnapshot, row } from '../../__fixtures__/read-snapshot.js';
import { viewSnapshot } from '../../sources/catalog-view.js';
import type { ListedModel } from './columns.js';
import { type ListRequest, listFormats, renderList } from './render.js';

const now = Date.UTC(2026, 10, 23);
const view = viewSnapshot(await readSnapshot([row('a/b'), row('c/d')], ['a/b']), now);
const rows: readonly ListedModel[] = [
  {
    model: model('qwen/qwen3-max', { contextLength: 1_048_576, completionPrice: '0.0000064' }),
    verdict: 'distillable',
    policy: null,
    terms: null,
  },
  {
    model: model('qwen/qwen3-coder:free', {
      promptPrice: '0',
      completionPrice: '0',
      expirationDate: '2026-12-31',
    }),
    verdict: 'distillable',
    policy: null,
    terms: null,
  },
  {
    model: model('cognitivecomputations/dolphin-mistral-24b-venice-edition', {
      contextLength: null,
      created: null,
      expirationDate: '2026-01-31',
      inputModalities: ['text', 'image', 'file', 'audio', 'video'],
    }),
    verdict: 'not-distillable',
    policy: null,
    terms: null,
  },
  {
    model: model('~qwen/qwen-latest', { kind: 'alias', aliasTarget: 'qwen/qwen3-max', promptPrice: null }),
    verdict: 'distillable',
    policy: null,
    terms: null,
  },
  {
    model: model('openrouter/auto', { kind: 'router', promptPrice: null, completionPrice: null }),
    verdict: 'dynamic',
    policy: null,
    terms: null,
  },
  {
    model: model('wide/通义千问', { name: '=HYPERLINK("x")', promptPrice: null }),
    verdict: 'distillable',
    policy: 'DENIED_BY_POLICY',
    terms: null,
  },
  {
    model: model('evil/\u001b[31mred|\u202e', { name: 'a\nb' }),
    verdict: 'unknown',
    policy: null,
    terms: null,
  },
];

function terminal(columns: number | undefined): ListRequest['io']['stdout'] {
  return Object.assign(new PassThrough(), columns === undefined ? {} : { isTTY: true, columns });
}

function request(
  fields: Partial<ListRequest>,
  columns?: number,
  env: ListRequest['io']['env'] = {},
): ListRequest {
  const io = { stdout: terminal(columns), env, now: () => now };
  return { rows, view, format: 'table', columns: undefined, withVerdict: true, io, ...fields };
}

describe('renderList on a terminal', () => {
  it.each([60, 100, 160])('fits a table into %i columns, with colours', async (width) => {
    const { text } = renderList(request({}, width));
    expect(text).toContain('\u001b[1m');
    await expect(text).toMatchFileSnapshot(`__fixtures__/table-${width}-coloured.txt`);
  });

  it.each([60, 100, 160])('fits a table into %i columns, without colours under NO_COLOR', async (width) => {
    const { text, hidden } = renderList(request({}, width, { NO_COLOR: '1' }));
    expect(text).not.toContain('\u001b');
    await expect(`${text}hidden: ${hidden.join(', ')}\n`).toMatchFileSnapshot(
      `__fixtures__/table-${width}.txt`,
    );
  });

  it('never shortens a slug that fits alone', () => {
    const { text } = renderList(request({ withVerdict: false }, 56));
    expect(text).toContain('cognitivecomputations/dolphin-mistral-24b-venice-edition');
  });

  it.each([20, 30, 40, 60])('keeps the verdicts at %i columns', (width) => {
    const { text, hidden } = renderList(request({}, width));
    expect(hidden).not.toContain('verdict');
    expect(text).toContain(width < 30 ? '…' : 'not-distillable');
  });

  it('names hidden columns as --columns takes them', () => {
    expect(renderList(request({}, 80)).hidden).toEqual([
      'context',
      'prompt',
      'completion',
      'modalities',
      'created',
      'notes',
    ]);
  });
});

describe('renderList into a pipe', () => {
  it.each(listFormats)('writes %s, whole and without colours', async (format) => {
    const { text, hidden } = renderList(request({ format }));
    expect(hidden).toEqual([]);
    for (const control of ['\u001b[', '\u202e']) expect(text).not.toContain(control);
    // The port of the test's server is another one in each run.
    const stable = text
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:0')
      .replace(view.snapshot.retrievedAt.toISOString(), '<retrievedAt>')
      .replace(/"age": -?\d+/, '"age": 0')
      .replace(/"freshness": "\w+"/, '"freshness": "-"');
    await expect(stable).toMatchFileSnapshot(`__fixtures__/list.${format}.txt`);
  });

  it('writes only slugs as slugs, one a line', async () => {
    const { text } = renderList(request({ format: 'slugs', rows: rows.slice(0, 2) }));
    expect(text).toBe('qwen/qwen3-max\nqwen/qwen3-coder:free\n');
  });

  it('writes the columns that were chosen, in their order', async () => {
    const { text } = renderList(
      request({ format: 'csv', rows: rows.slice(0, 1), columns: ['created', 'prompt', 'context', 'slug'] }),
    );
    expect(text).toBe('created,prompt,context,slug\n2025-06-15,0.1,1048576,qwen/qwen3-max\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['~qwen/latest', '~qwen/latest'],
  ])('writes %s into CSV as %s', (name, written) => {
    const named = rows.slice(0, 1).map((each) => ({ ...each, model: { ...each.model, name } }));
    const { text } = renderList(request({ format: 'csv', rows: named, columns: ['name'] }));
    expect(text).toBe(`name\n${written}\n`);
  });

  it('parses back as JSON with every model', async () => {
    const { text } = renderList(request({ format: 'json' }));
    expect(JSON.parse(text)).toMatchObject({
      catalog: { digest: view.snapshot.digest, sample: 'rows of a test' },
      models: rows.map(({ model: { slug }, verdict }) => ({ slug, verdict })),
    });
  });

  it.each([
    ['table', ''],
    ['jsonl', ''],
    ['slugs', ''],
  ] as const)('writes nothing as %s for an empty result', async (format, text) => {
    expect(renderList(request({ format, rows: [] }))).toEqual({ text, hidden: [] });
  });
});
