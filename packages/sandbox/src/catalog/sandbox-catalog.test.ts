import { expect, it } from 'vitest';
import { routingCatalog } from '../testing/sandboxes.js';
import { findRow, findServing } from './sandbox-catalog.js';

const { models } = routingCatalog;

it.each([
  ['qwen/one', 'qwen/one', 'an id'],
  ['mistral/the-4th-20260101', 'mistralai/four', 'a canonical slug'],
  ['qwen/one-20260101', 'qwen/one', 'a canonical slug that variants share'],
  ['qwen/one:free', 'qwen/one:free', 'a static variant'],
  ['qwen/one-20260101:free', 'qwen/one:free', 'a static variant of a canonical slug'],
  ['qwen/one:nitro', 'qwen/one', 'a dynamic variant'],
  ['qwen/one-20260101:floor', 'qwen/one', 'a dynamic variant of a canonical slug'],
  ['qwen/one:exacto', 'qwen/one', 'a dynamic variant'],
  ['qwen/one:online', 'qwen/one', 'a dynamic variant'],
  ['qwen/two:online', 'qwen/two:online', 'a dynamic variant with a row of its own'],
  ['~qwen/latest', '~qwen/latest', 'an alias'],
  ['qwen/two:free', undefined, 'a static variant without a row'],
  ['qwen/one:unheard-of', undefined, 'an unknown variant'],
  ['qwen/ONE', undefined, 'another case'],
  ['qwen/none', undefined, 'an unknown slug'],
])('%s stands for %s: %s', (slug, id, _why) => {
  expect(findRow(slug, models)?.id).toBe(id);
});

it('lets the target serve in place of an alias', () => {
  expect(findServing('~openai/latest', models)?.id).toBe('openai/three');
});
