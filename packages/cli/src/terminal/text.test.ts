import { describe, expect, it } from 'vitest';
import { toPlainLines, toPlainText, toSafeJson } from './text.js';

const hostile: readonly (readonly [string, string])[] = [
  ['qwen/qwen3-max', 'qwen/qwen3-max'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007name', 'name'],
  ['\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007', 'link'],
  ['up\u001b[2Aover', 'upover'],
  ['\u009b31mred', 'red'],
  ['one\r\ntwo', 'onetwo'],
  ['back\b\b\bspace', 'backspace'],
  ['abc\u202egnp.exe', 'abcgnp.exe'],
  ['isolate\u2066d\u2069', 'isolated'],
  ['tab\tbed', 'tabbed'],
  ['名前 👩‍👩‍👧 é', '名前 👩‍👩‍👧 é'],
];

describe('toPlainText', () => {
  it.each(hostile)('makes %j %j', (text, plain) => {
    expect(toPlainText(text)).toBe(plain);
  });
});

describe('toPlainLines', () => {
  it('keeps line breaks, and nothing else that a terminal acts on', () => {
    expect(toPlainLines('one\u001b[2J\r\ntwo\u0007')).toBe('one\ntwo');
  });
});

describe('toSafeJson', () => {
  it.each(hostile)('writes %j without a character that a terminal acts on, and parses back to it', (text) => {
    const json = toSafeJson({ text });
    expect(json).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(JSON.parse(json)).toEqual({ text });
  });
});
