import { describe, expect, it } from 'vitest';
import { findPresets, mergePresets } from './presets.js';

const presets = new Map([
  ['mine', { model: 'open/small', temperature: 0.5, tools: [{ type: 'a' }], provider: { zdr: true } }],
  ['bare', {}],
]);

describe('findPresets', () => {
  it.each([
    [{ model: 'a/b' }, []],
    [{ preset: 'mine' }, ['mine']],
    [{ preset: { slug: 'mine' } }, []],
    [{ model: '@preset/mine' }, ['mine']],
    [{ model: 'a/b@preset/mine' }, ['mine']],
    [{ models: ['a/b', 'a/b@preset/mine', 7] }, ['mine']],
    [{ preset: 'mine', model: 'a/b@preset/mine', models: ['@preset/mine'] }, ['mine']],
    [{ preset: 'mine', model: '@preset/other' }, ['mine', 'other']],
  ])('finds in %j the presets %j', (body, expected) => {
    expect(findPresets(body)).toEqual(expected);
  });
});

describe('mergePresets', () => {
  it.each([
    ['the preset fills in what is not there', { preset: 'mine' }, { model: 'open/small', temperature: 0.5 }],
    ['the request wins', { preset: 'mine', model: 'a/b', temperature: 1 }, { model: 'a/b', temperature: 1 }],
    ['null is like an absent field', { preset: 'mine', model: null }, { model: 'open/small' }],
    ['a model that is only a preset names none', { model: '@preset/mine' }, { model: 'open/small' }],
    ['a model before a preset stays', { model: 'a/b@preset/mine' }, { model: 'a/b' }],
    ['fallbacks lose the preset too', { model: 'a/b', models: ['c/d@preset/mine'] }, { models: ['c/d'] }],
    [
      'tools are united',
      { preset: 'mine', tools: [{ type: 'b' }] },
      { tools: [{ type: 'b' }, { type: 'a' }] },
    ],
    [
      'tools that are no list are kept',
      { preset: 'mine', tools: { type: 'b' } },
      { tools: [{ type: 'b' }, { type: 'a' }] },
    ],
    [
      'provider preferences are not united',
      { preset: 'mine', provider: { only: ['x'] } },
      { provider: { only: ['x'] } },
    ],
  ])('%s', (_, body, expected) => {
    expect(mergePresets(body, presets)?.body).toMatchObject(expected);
  });

  it('leaves no trace of the preset itself', () => {
    expect(mergePresets({ preset: 'bare', model: 'a/b' }, presets)?.body).toEqual({ model: 'a/b' });
  });

  it.each([
    ['no preset is named', { model: 'a/b' }],
    ['it was not read', { preset: 'other' }],
    ['several are named', { preset: 'mine', model: '@preset/bare' }],
  ])('gives nothing where %s', (_, body) => {
    expect(mergePresets(body, presets)).toBeNull();
  });

  it("tells the preset's provider preferences only where the request has none", () => {
    expect(mergePresets({ preset: 'mine' }, presets)?.provider).toEqual({ zdr: true });
    expect(mergePresets({ preset: 'mine', provider: null }, presets)?.provider).toEqual({ zdr: true });
    expect(mergePresets({ preset: 'mine', provider: {} }, presets)?.provider).toBeNull();
    expect(mergePresets({ preset: 'bare' }, presets)?.provider).toBeNull();
  });

  it.each([
    [{ preset: 'mine' }, '/model', '/preset'],
    [{ preset: 'mine' }, '/tools/0/parameters/model', '/preset'],
    [{ preset: 'mine', tools: [{}] }, '/tools/0/parameters/model', '/tools/0/parameters/model'],
    [{ preset: 'mine', tools: [{}] }, '/tools/1/parameters/model', '/preset'],
    [{ preset: 'mine', model: 'a/b' }, '/model', '/model'],
    [{ model: '@preset/mine' }, '/model', '/model'],
    [{ model: '@preset/mine' }, '/plugins/0', '/model'],
  ])('points in %j from %s to %s', (body, path, expected) => {
    expect(mergePresets(body, presets)?.locate(path)).toBe(expected);
    const inBatch = '/requests/0/body';
    expect(mergePresets(body, presets, inBatch)?.locate(inBatch + path)).toBe(inBatch + expected);
  });
});
