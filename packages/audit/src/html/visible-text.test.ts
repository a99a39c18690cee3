import { expect, test } from 'vitest';
import { visibleText } from './format-numbers.js';

test.each([
  ['qwen/qwen3-max', 'qwen/qwen3-max'],
  ['evil/\u202Elbal', 'evil/[U+202E]lbal'],
  ['a\u200Bb', 'a[U+200B]b'],
  ['nul\u0000 line\n escape\u001b[31m', 'nul[U+0000] line[U+000A] escape[U+001B][31m'],
  ['half \ud83d', 'half [U+D83D]'],
  ['tag \u{E0041}', 'tag [U+E0041]'],
  ['whole 😀 and מודל', 'whole 😀 and מודל'],
])('writes what a reader would not see as its code point: %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('cuts long text and tells its length', () => {
  expect(visibleText('a'.repeat(1_234), 5)).toBe('aaaaa… (1,234 characters)');
  expect(visibleText('aaaaa', 5)).toBe('aaaaa');
});
