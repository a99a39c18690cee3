import { expect, it } from 'vitest';
import { namedModels } from './model-names.js';

it.each<[string, object, readonly string[]]>([
  ['chat', { model: 'a/a' }, ['a/a']],
  ['chat', { model: 'a/a', models: ['b/b', 'c/c'] }, ['a/a', 'b/b', 'c/c']],
  ['chat', { models: ['b/b', 'c/c'] }, ['b/b', 'c/c']],
  ['chat', { model: null, models: ['b/b'] }, ['b/b']],
  ['chat', { model: 'a/a', models: ['a/a', 'b/b'] }, ['a/a', 'b/b']],
  ['messages', { model: 'a/a', models: ['b/b'] }, ['a/a', 'b/b']],
  ['messages', { model: 'a/a', fallbacks: [{ model: 'b/b' }, { model: 'c/c' }] }, ['a/a', 'b/b', 'c/c']],
  ['chat', { model: 'a/a', fallbacks: [{ model: 'b/b' }] }, ['a/a']],
  ['responses', { models: ['b/b'] }, ['b/b']],
  ['completions', { models: ['b/b'] }, ['b/b']],
])('%s reads %j in order', (shape, body, names) => {
  expect(namedModels({ hasFallbacks: shape === 'messages', body: { ...body } })).toEqual(names);
});

it.each<[string, object, RegExp]>([
  ['chat', {}, /No models provided/],
  ['chat', { model: 1 }, /`model` must be a string/],
  ['chat', { models: 'a/a' }, /`models` must be a list/],
  ['chat', { models: [1] }, /`models` must be a list/],
  ['messages', { model: 'a/a', models: ['b/b'], fallbacks: [] }, /cannot be used together/],
  ['messages', { model: 'a/a', fallbacks: Array(4).fill({ model: 'b/b' }) }, /at most 3/],
  ['messages', { model: 'a/a', fallbacks: ['b/b'] }, /must have a `model`/],
  ['messages', { model: 'a/a', fallbacks: 'b/b' }, /must be a list/],
])('%s rejects %j', (shape, body, message) => {
  expect(() => namedModels({ hasFallbacks: shape === 'messages', body: { ...body } })).toThrow(message);
});
