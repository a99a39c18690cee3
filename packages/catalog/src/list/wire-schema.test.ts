import { describe, expect, it } from 'vitest';
import { CatalogError } from '../errors.js';
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
    [
      'an architecture that is text',
      { ...full, architecture: 'dense' },
      { inputModalities: [], kind: 'model' },
    ],
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

  it.each([
    ['a row without an id', [full, { name: 'nameless' }], '/data/1/id'],
    ['an empty id', [{ id: '' }], '/data/0/id'],
    ['an id that is a number', [full, full, { id: 7 }], '/data/2/id'],
    ['a row that is null', [null], '/data/0'],
    ['a canonical slug that is a list', [{ id: 'a/b', canonical_slug: ['x'] }], '/data/0/canonical_slug'],
    [
      'an alias target without slug',
      [{ id: '~a/b', alias_target: { name: 'x' } }],
      '/data/0/alias_target/slug',
    ],
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
