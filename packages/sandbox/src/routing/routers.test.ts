import { expect, it } from 'vitest';
import { matchesPattern, readPatterns } from './routers.js';

it.each([
  ['qwen/*', true],
  ['*', true],
  ['*/one', true],
  ['qwen/on*', true],
  ['q*n/o*e', true],
  ['qwen/one', true],
  ['qwen/one-2026*', true],
  ['qwen/o.e', false],
  ['qwen/o.*', false],
  ['qwen', false],
  ['openai/*', false],
  ['wen/*', false],
])('%s matches qwen/one: %s', (pattern, expected) => {
  expect(matchesPattern(pattern, ['qwen/one', 'qwen/one-20260101'])).toBe(expected);
});

it.each([undefined, null, []])('reads %j as no bound at all', (value) => {
  expect(readPatterns(value, 'allowed_models')).toBeUndefined();
});

it.each([
  ['a bare string', 'qwen/*'],
  ['numbers', [1]],
  ['1,025 patterns', Array(1025).fill('a')],
  ['a pattern of 1,025 characters', ['a'.repeat(1025)]],
  ['65,537 characters', [...Array(64).fill('a'.repeat(1024)), 'a']],
])('rejects %s', (_name, value) => {
  expect(() => readPatterns(value, 'allowed_models')).toThrow(/^`allowed_models` /);
});

it('takes as much as is allowed', () => {
  const patterns = Array(64).fill('a'.repeat(1024));
  expect(readPatterns(patterns, 'allowed_models')).toBe(patterns);
});
