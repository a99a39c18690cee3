import { expect, test } from 'vitest';
import { formatMonth, formatTime, html, visibleText } from './html.js';

test('escapes what is put in, in content and in attributes', () => {
  const text = `<script>"&'</script>`;
  const escaped = '&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;';
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('leaves HTML as it is, joins lists, and shows null as nothing', () => {
  const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}${null}</ul>${0}`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>0');
});

test('writes times in UTC, wherever the audit runs', () => {
  expect(formatTime('2026-11-24T03:33:11.000Z')).toBe('24 November 2026, 03:33 UTC');
  expect(formatTime('2026-11-24T23:30:00-02:00')).toBe('25 November 2026, 01:30 UTC');
  expect(formatMonth('2026-09')).toBe('Sep 2026');
});

test('keeps text that is not a time, made visible', () => {
  expect(formatTime('\u202Enever')).toBe('[U+202E]never');
  expect(formatMonth('soon')).toBe('soon');
});

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
