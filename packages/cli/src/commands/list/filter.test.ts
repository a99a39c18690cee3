import { expect, it } from 'vitest';
import { catalogModel as model } from '../../../../../test/support/catalog-model.js';
import { filterModels, type ModelFilter } from './filter.js';

const models = [
  model('qwen/qwen3-max', { name: 'Qwen: Max', contextLength: 256_000, completionPrice: '0.000006' }),
  model('qwen/qwen3-coder:free', { promptPrice: '0', completionPrice: '0' }),
  model('perplexity/sonar', { promptPrice: '0', completionPrice: '0', otherPrices: { request: '0.005' } }),
  model('mistralai/voxtral', { inputModalities: ['text', 'audio'], supportedParameters: [] }),
  model('~qwen/qwen-latest', { kind: 'alias', canonicalSlug: '~qwen/qwen-latest', contextLength: null }),
  model('openai/gpt-image', { outputModalities: ['image'], promptPrice: null, completionPrice: null }),
];

it.each<[ModelFilter, readonly string[]]>([
  [{}, models.map(({ slug }) => slug)],
  [{ author: ['qwen'] }, ['qwen/qwen3-max', 'qwen/qwen3-coder:free', '~qwen/qwen-latest']],
  [{ author: ['openai', 'mistralai'] }, ['mistralai/voxtral', 'openai/gpt-image']],
  [{ search: 'QWEN max' }, ['qwen/qwen3-max']],
  [{ search: 'nothing' }, []],
  [
    { minContext: 128_000 },
    ['qwen/qwen3-max', 'qwen/qwen3-coder:free', 'perplexity/sonar', 'mistralai/voxtral', 'openai/gpt-image'],
  ],
  [{ minContext: 200_000 }, ['qwen/qwen3-max']],
  [{ maxPrice: 0.4 }, ['qwen/qwen3-coder:free', 'mistralai/voxtral', '~qwen/qwen-latest']],
  [{ maxPrice: 0.39 }, ['qwen/qwen3-coder:free']],
  [{ free: true }, ['qwen/qwen3-coder:free']],
  [{ modality: ['audio'] }, ['mistralai/voxtral']],
  [{ modality: ['image'] }, ['openai/gpt-image']],
  [{ modality: ['text', 'audio'] }, ['mistralai/voxtral']],
  [{ supports: ['tools'], author: ['mistralai', 'openai'] }, ['openai/gpt-image']],
  [{ supports: ['tools', 'reasoning'] }, []],
])('%j leaves %j', (filter, slugs) => {
  expect(filterModels(models, filter).map(({ slug }) => slug)).toEqual(slugs);
});
