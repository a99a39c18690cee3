import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlainLines, toPlainText, toSafeJson } from './text.js';

const hostile: readonly (readonly [string, string])[] = [
  ['qwen/qwen3-max', 'qwen/qwen3-max'],
  ['~qwen/latest: 5 % [#1] a::b', '~qwen/latest: 5 % [#1] a::b'],
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['\u001b]0;title\u0007name', '\\u001b]0;title\\u0007name'],
  ['\u009b31mred', '\\u009b31mred'],
  ['one\r\ntwo', 'one\\r\\ntwo'],
  ['back\bspace', 'back\\u0008space'],
  ['abc\u202egnp.exe', 'abc\\u202egnp.exe'],
  ['isolate\u2066d\u2069', 'isolate\\u2066d\\u2069'],
  ['tab\tbed', 'tab\\tbed'],
  ['zero\u200bwidth', 'zero\\u200bwidth'],
  ['non\u200cjoiner', 'non\\u200cjoiner'],
  ['a\u200db', 'a\\u200db'],
  ['word\u2060joiner', 'word\\u2060joiner'],
  ['\ufeffmark', '\\ufeffmark'],
  ['soft\u00adhyphen', 'soft\\u00adhyphen'],
  ['filler\u3164', 'filler\\u3164'],
  ['4\ufe0f', '4\\ufe0f'],
  ['tag\u{e0041}', 'tag\\udb40\\udc41'],
  ['half\ud800', 'half\\ud800'],
  ['line\u2028separator', 'line\\u2028separator'],
  ['名前 👩‍👩‍👧 ❤️ é', '名前 👩‍👩‍👧 ❤️ é'],
  ['::set-output name=x::y', '\\u003a:set-output name=x::y'],
  [' \t::stop-commands::x', ' \\t::stop-commands::x'],
  ['  ::stop-commands::x', '  \\u003a:stop-commands::x'],
  [':nitro', ':nitro'],
  ['a ##[add-mask]x', 'a \\u0023#[add-mask]x'],
  ['##vso[task.setvariable variable=x]y', '\\u0023#vso[task.setvariable variable=x]y'],
  ["##teamcity[buildStatus text='x']", "\\u0023#teamcity[buildStatus text='x']"],
  ['###[x]', '#\\u0023#[x]'],
];

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(':', '#', '[', '\n', '\r', '\u001b', '\u200b', '\u200d', '\ufe0f', ' ', 'vso', '👩'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('toPlainText', () => {
  it.each(hostile)('makes %j %j', (given, plain) => {
    expect(toPlainText(given)).toBe(plain);
  });

  it('leaves nothing that a terminal or a CI runner acts on, of any text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const plain = toPlainText(given);
        expect(plain).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b\u200c\u202a-\u202e]/u);
        expect(plain).not.toMatch(/^\s*::|##\w*\[/);
      }),
    );
  });

  it('changes no text in visible characters that looks like no command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (given) => {
        if (!/^\s*::|##/.test(given)) expect(toPlainText(given)).toBe(given);
      }),
    );
  });
});

describe('toPlainLines', () => {
  it('keeps line breaks, and makes each line plain', () => {
    expect(toPlainLines('one\u001b[2J\r\n::warning::two\u0007')).toBe(
      'one\\u001b[2J\n\\u003a:warning::two\\u0007',
    );
  });
});

describe('toSafeJson', () => {
  it.each(hostile)(
    'writes %j without what a terminal or a runner acts on, and parses back to it',
    (given) => {
      const json = toSafeJson({ text: given }, 2);
      expect(json).not.toMatch(/(?!\n)[\p{Cc}\u200b\u200c\u202a-\u202e\u2066-\u2069]|##\w*\[/u);
      expect(JSON.parse(json)).toEqual({ text: given });
    },
  );

  it('parses back to any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 2 }), (value, indent) => {
        expect(JSON.parse(toSafeJson(value, indent))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
