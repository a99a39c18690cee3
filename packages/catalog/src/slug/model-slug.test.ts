import { describe, expect, it } from 'vitest';
import { findPreset, isKnownRouter, splitVariant } from './model-slug.js';

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

describe('findPreset', () => {
  it.each([
    ['@preset/mine', 'mine'],
    ['qwen/qwen3-8b@preset/mine', 'mine'],
    ['qwen/qwen3-8b@Preset/mine', 'mine'],
    ['@preset/', ''],
    ['qwen/qwen3-8b', null],
    ['preset/mine', null],
  ])('finds in %j the preset %j', (slug, preset) => {
    expect(findPreset(slug)).toBe(preset);
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
  ])('says of %j: %j', (slug, expected) => {
    expect(isKnownRouter(slug)).toBe(expected);
  });
});
