import { expect, it } from 'vitest';
import { parseModelQuery } from './model-query.js';

const parse = (query: string) => parseModelQuery(new URLSearchParams(query));

it('asks for all text models in one response by default', () => {
  expect(parse('')).toEqual({
    distillable: undefined,
    outputModalities: ['text'],
    text: '',
    authors: [],
    supportedParameters: [],
    page: undefined,
  });
});

it.each([
  ['distillable=true', { distillable: true }],
  ['distillable=false', { distillable: false }],
  ['output_modalities=all', { outputModalities: 'all' }],
  ['output_modalities=image,%20audio', { outputModalities: ['image', 'audio'] }],
  ['q=Claude%20Opus', { text: 'claude opus' }],
  ['model_authors=qwen,openai', { authors: ['qwen', 'openai'] }],
  ['supported_parameters=tools,seed', { supportedParameters: ['tools', 'seed'] }],
  ['offset=0', { page: { offset: 0, limit: 500 } }],
  ['limit=1000', { page: { offset: 0, limit: 1000 } }],
  ['offset=7&limit=3', { page: { offset: 7, limit: 3 } }],
  ['unheard_of=1', { page: undefined }],
])('reads %s', (query, expected) => {
  expect(parse(query)).toMatchObject(expected);
});

it.each([
  'distillable=',
  'distillable=TRUE',
  'distillable=1',
  'distillable=true&distillable=false',
  'output_modalities=',
  'output_modalities=text,smell',
  'output_modalities=all,text',
  'model_authors=',
  'supported_parameters=,',
  'limit=0',
  'limit=1001',
  'limit=-1',
  'limit=1.5',
  'limit=1e2',
  'limit=',
  'offset=-1',
  'offset=x',
  'offset=99999999999999999999',
  'sort=newest',
  'min_price=1',
  'zdr=true',
])('rejects %s with status 400', (query) => {
  expect(() => parse(query)).toThrow(
    expect.objectContaining({ status: 400, message: expect.stringMatching(/^Invalid request parameters: /) }),
  );
});
