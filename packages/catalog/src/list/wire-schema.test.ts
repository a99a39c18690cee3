import { describe, expect, it } from 'vitest';
import { catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { CatalogError } from '../errors.js';
import { parseSnapshot } from '../snapshot-json.js';
import { parseListPage } from './wire-schema.js';

const url = new URL('https://openrouter.test/api/v1/models');

const full = {
  id: 'qwen/qwen3-8b',
  canonical_slug: 'qwen/qwen3-8b-04-28',
  hugging_face_id: 'Qwen/Qwen3-8B',
  name: 'Qwen: Qwen3 8B',
  created: 1_745_876_632,
  context_length: 128_000,
  architecture: {
    modality: 'text->text',
    input_modalities: ['text'],
    output_modalities: ['text'],
    tokenizer: 'Qwen3',
    instruct_type: 'qwen3',
  },
  pricing: { prompt: '0.000000035', completion: '0.000000138' },
  supported_parameters: ['max_tokens', 'tools'],
  expiration_date: null,
};

const parsePage = (body: string | Buffer) => parseListPage(url, Buffer.from(body));
const parse = (...rows: unknown[]) => parsePage(JSON.stringify({ data: rows }));
const firstRow = (row: unknown) => parse(row).rows[0];

function failureOf(run: () => unknown): CatalogError {
  try {
    run();
  } catch (error) {
    if (error instanceof CatalogError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseListPage', () => {
  it('keeps the slim form of a row', () => {
    expect(firstRow(full)).toEqual({
      slug: 'qwen/qwen3-8b',
      canonicalSlug: 'qwen/qwen3-8b-04-28',
      name: 'Qwen: Qwen3 8B',
      kind: 'model',
      aliasTarget: null,
      created: 1_745_876_632,
      contextLength: 128_000,
      promptPrice: '0.000000035',
      completionPrice: '0.000000138',
      inputModalities: ['text'],
      outputModalities: ['text'],
      supportedParameters: ['max_tokens', 'tools'],
      expirationDate: null,
      huggingFaceId: 'Qwen/Qwen3-8B',
    });
  });

  it.each<[string, object, object | undefined]>([
    ['none of zero', { request: '0', image: '0.0', web_search: 0 }, undefined],
    ['none that is missing', { request: null }, undefined],
    ['no discount', { discount: 0.5 }, undefined],
    ['one per request', { request: '0.01' }, { request: '0.01' }],
    [
      'several, and numbers',
      { image: 0.0001, web_search: '0.014' },
      { image: '0.0001', web_search: '0.014' },
    ],
    ['one that is new', { video_second: '0.4' }, { video_second: '0.4' }],
    ['one that cannot be read', { request: 'ask us', image: { small: '1' } }, { request: null, image: null }],
    ['one that depends', { request: '-1' }, { request: null }],
    [
      'higher ones for long prompts',
      {
        image: '0.1',
        overrides: [
          { min_prompt_tokens: 128_000, prompt: '0.000001', completion: '0.0000001', image: '0.2' },
        ],
      },
      { prompt: '0.000001', image: '0.2' },
    ],
    ['nothing from odd overrides', { overrides: [null, 7, 'x'] }, undefined],
  ])('keeps other prices: %s', (_, pricing, otherPrices) => {
    const row = firstRow({ ...full, pricing: { ...full.pricing, ...pricing } });
    expect(row?.otherPrices).toEqual(otherPrices);
    expect(row).toMatchObject({ promptPrice: '0.000000035', completionPrice: '0.000000138' });
  });

  it('takes a row of which only the id is known', () => {
    expect(firstRow({ id: 'new/model' })).toMatchObject({
      slug: 'new/model',
      canonicalSlug: 'new/model',
      name: 'new/model',
      kind: 'model',
      created: null,
      contextLength: null,
      promptPrice: null,
      supportedParameters: [],
    });
  });

  it.each([
    ['an unknown field', { ...full, brand_new: { deeply: ['nested'] } }, {}],
    [
      'an unknown modality',
      { ...full, architecture: { ...full.architecture, output_modalities: ['smell'] } },
      { outputModalities: ['smell'] },
    ],
    [
      'an unknown supported parameter',
      { ...full, supported_parameters: ['telepathy'] },
      { supportedParameters: ['telepathy'] },
    ],
    ['a context length that is text', { ...full, context_length: '128k' }, { contextLength: null }],
    ['an empty hugging_face_id', { ...full, hugging_face_id: '' }, { huggingFaceId: null }],
    ['a null hugging_face_id', { ...full, hugging_face_id: null }, { huggingFaceId: null }],
    [
      'a price of "-1"',
      { ...full, pricing: { prompt: '-1', completion: '-1' } },
      { promptPrice: null, completionPrice: null, kind: 'router' },
    ],
    [
      'price overrides',
      { ...full, pricing: { ...full.pricing, overrides: [{ min_tokens: 1 }] } },
      { promptPrice: '0.000000035' },
    ],
    ['an expiry date', { ...full, expiration_date: '2020-01-01' }, { expirationDate: '2020-01-01' }],
    ['an empty canonical slug', { ...full, canonical_slug: '' }, { canonicalSlug: 'qwen/qwen3-8b' }],
  ])('reads a row with %s', (_title, row, expected) => {
    expect(firstRow(row)).toMatchObject(expected);
  });

  it.each([
    [
      'an alias, although its tokenizer is Router',
      {
        id: '~qwen/qwen-latest',
        alias_target: { name: 'x', slug: 'qwen/qwen3-8b' },
        architecture: { tokenizer: 'Router' },
      },
      'alias',
      'qwen/qwen3-8b',
    ],
    [
      'an alias that does not name its target',
      { id: '~qwen/qwen-latest', architecture: { tokenizer: 'Router' } },
      'alias',
      null,
    ],
    ['a router', { id: 'openrouter/new-router', architecture: { tokenizer: 'Router' } }, 'router', null],
    [
      'a known router that costs nothing',
      { id: 'openrouter/free', pricing: { prompt: '0', completion: '0' } },
      'router',
      null,
    ],
    [
      'a model by OpenRouter itself',
      { id: 'openrouter/horizon-alpha', architecture: { tokenizer: 'Other' } },
      'model',
      null,
    ],
  ])('recognises %s', (_title, row, kind, aliasTarget) => {
    expect(firstRow(row)).toMatchObject({ kind, aliasTarget });
  });

  const wrong = [null, 7, -1, true, '', 'text', [], ['x'], {}, { slug: null }, { slug: 7 }, { slug: '' }];
  const optional = ['name', 'created', 'context_length', 'hugging_face_id', 'expiration_date'];
  const lists = ['supported_parameters'];
  const identifying = ['canonical_slug', 'alias_target', 'architecture', 'pricing'];
  const nested: readonly (readonly [string, (value: unknown) => object])[] = [
    ['architecture.tokenizer', (tokenizer) => ({ architecture: { ...full.architecture, tokenizer } })],
    ['architecture.input_modalities', (input_modalities) => ({ architecture: { input_modalities } })],
    ['architecture.output_modalities', (output_modalities) => ({ architecture: { output_modalities } })],
    ['pricing.prompt', (prompt) => ({ pricing: { prompt } })],
    ['pricing.completion', (completion) => ({ pricing: { completion } })],
    ['pricing.overrides', (overrides) => ({ pricing: { prompt: '0', overrides } })],
  ];
  const fields = [
    ...[...optional, ...lists, ...identifying].map(
      (name) => [name, (value: unknown) => ({ [name]: value })] as const,
    ),
    ...nested,
  ];

  it.each(fields)(
    'with any value for %s, never costs the list, nor makes a row more permitted',
    (_, change) => {
      for (const value of wrong) {
        for (const id of ['qwen/qwen3-8b', '~qwen/latest', 'openrouter/auto']) {
          const { rows } = parse({ ...full, id, ...change(value) }, { id: 'a/good' });
          const models = rows.map((row) => ({ ...row, permission: 'distillable' as const }));
          const judged = catalogSnapshot(models);
          expect(rows).toHaveLength(2);
          expect(judged.resolve('a/good').verdict).toBe('distillable');
          expect(parseSnapshot(JSON.parse(JSON.stringify(judged))).digest).toBe(judged.digest);
          if (id === 'openrouter/auto') expect(judged.resolve(id).verdict).toBe('dynamic');
        }
      }
    },
  );

  it.each([
    ...[7, true, [], ['x'], {}].map((value) => ({ canonical_slug: value })),
    ...[7, true, 'a/good', ['a/good'], {}, { slug: null }, { slug: 7 }, { slug: '' }].map((value) => ({
      alias_target: value,
    })),
    ...[7, 'Router', ['Router'], { tokenizer: ['Router'] }, { tokenizer: 7 }].map((value) => ({
      architecture: value,
    })),
    ...['-1', [], { prompt: ['-1'] }, { prompt: true }].map((value) => ({ pricing: value })),
  ])('makes a row unknown, or one that is not a model, by %j', (malformed) => {
    for (const id of ['qwen/qwen3-8b', '~qwen/latest']) {
      const { rows } = parse({ ...full, id, ...malformed }, { id: 'a/good' });
      const judged = catalogSnapshot(rows.map((row) => ({ ...row, permission: 'distillable' as const })));
      expect(judged.resolve(id)).toMatchObject({ verdict: 'unknown', model: null });
      expect(judged.resolve('qwen/qwen3-8b-04-28').verdict).toBe('unknown');
      expect(judged.resolve('a/good').verdict).toBe('distillable');
    }
  });

  it('takes a price of -1 for that of a router, as a number too', () => {
    for (const prompt of ['-1', -1, '-1.0']) {
      expect(firstRow({ ...full, pricing: { prompt } })?.kind).toBe('router');
    }
  });

  it.each([
    ['a row without an id', [full, { name: 'nameless' }], '/data/1/id'],
    ['an empty id', [{ id: '' }], '/data/0/id'],
    ['an id that is a number', [full, full, { id: 7 }], '/data/2/id'],
    ['a row that is null', [null], '/data/0'],
  ])('rejects the list for %s and names the place', (_title, rows, path) => {
    const error = failureOf(() => parse(...rows));
    expect(error).toMatchObject({ code: 'CATALOG_SHAPE', details: { path } });
    expect(error.message).toContain(path);
  });

  it.each([
    ['a web page', '<!doctype html><title>Log in</title>', 'CATALOG_NOT_JSON'],
    ['a cut body', '{"data":[{"id":"a/b"', 'CATALOG_NOT_JSON'],
    ['nothing', '', 'CATALOG_NOT_JSON'],
    ['text that is not UTF-8', Buffer.from('{"data":[{"id":"\xff"}]}', 'latin1'), 'CATALOG_NOT_JSON'],
    ['an error object', '{"error":{"code":500,"message":"no"}}', 'CATALOG_SHAPE'],
    ['null', 'null', 'CATALOG_SHAPE'],
    ['a bare array', '[]', 'CATALOG_SHAPE'],
    ['a total_count that is text', '{"data":[],"total_count":"0"}', 'CATALOG_SHAPE'],
  ])('rejects %s', (_title, body, code) => {
    expect(failureOf(() => parsePage(body)).code).toBe(code);
  });

  it('reads total_count and links.next, and responses without them', () => {
    expect(parsePage('{"data":[],"total_count":7,"links":{"next":"/x?offset=1"}}')).toEqual({
      rows: [],
      totalCount: 7,
      next: '/x?offset=1',
    });
    expect(parsePage('{"data":[]}')).toEqual({ rows: [], totalCount: null, next: null });
  });
});
