import { describe, expect, it } from 'vitest';
import { isKnownRouter, splitPreset, splitVariant } from './slug.js';

describe('splitVariant', () => {
  it.each([
    ['qwen/qwen3-8b', 'qwen/qwen3-8b', null],
    ['qwen/qwen3-8b:free', 'qwen/qwen3-8b', 'free'],
    ['qwen/qwen3-8b:free:nitro', 'qwen/qwen3-8b:free', 'nitro'],
    ['qwen/qwen3-8b:', 'qwen/qwen3-8b', ''],
    [':free', '', 'free'],
    ['', '', null],
  ])('splits %j into %j and %j', (slug, base, variant) => {
    expect(splitVariant(slug)).toEqual({ base, variant });
  });
});

describe('splitPreset', () => {
  it.each([
    ['@preset/mine', '', 'mine'],
    ['qwen/qwen3-8b@preset/mine', 'qwen/qwen3-8b', 'mine'],
    ['qwen/qwen3-8b@Preset/mine', 'qwen/qwen3-8b', 'mine'],
    ['@preset/', '', ''],
    ['qwen/qwen3-8b', 'qwen/qwen3-8b', null],
    ['preset/mine', 'preset/mine', null],
  ])('splits %j into %j and %j', (slug, name, preset) => {
    expect(splitPreset(slug)).toEqual({ name, preset });
  });
});

describe('isKnownRouter', () => {
  it.each([
    ['openrouter/auto', true],
    ['openrouter/auto:online', true],
    ['openrouter/free:nitro:online', true],
    ['openrouter/horizon-alpha', false],
    ['nvidia/switchyard', true],
    ['typesafe/jev-router:nitro', true],
    ['someone/auto', false],
  ])('says about %j: %j', (slug, expected) => {
    expect(isKnownRouter(slug)).toBe(expected);
  });
});
