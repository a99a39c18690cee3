import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonError, parseJsonText } from './json-text.js';

describe('parseJsonText', () => {
  it.each([
    ['{"a": 1,}', 'column 9'],
    ['{"a": 1', 'column 8'],
    ['', 'column 1'],
    ['{a: 1}', 'column 2'],
    ['{"a": tru}', 'column 7'],
    ['{"a": 01}', 'column 7'],
    ['{"a": 1.}', 'column 7'],
    ['{"a" 1}', 'column 6'],
    ['[1 2]', 'column 4'],
    ['[1]]', 'column 4'],
    ['["a\u0007"]', 'column 2'],
    ["['a']", 'column 2'],
    ['{"a": 1,\n  "b": [1,\n    2,]\n}', 'line 3, column 7'],
    ['{\n  // why\n  "a": 1\n}', 'line 2, column 3'],
    ['{"a": 1}\n{"a": 2}', 'line 2, column 1'],
    ['{"a": NaN}', 'column 7'],
  ])('says that %j is not JSON, and where', (text, place) => {
    expect(parseJsonText(text)).toEqual({ problem: `not JSON (at ${place})` });
  });

  it('reads a text that is nested 1,000 levels deep', () => {
    expect(parseJsonText(`${'['.repeat(1_000)}${']'.repeat(1_000)}`)).toHaveProperty('value');
  });

  it.each([1_001, 200_000])('reads no text that is nested %i levels deep', (levels) => {
    const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(parseJsonText(`{"messages": ${nested}}`)).toEqual({
      problem: 'nested more than 1000 levels deep',
      isJson: true,
    });
  });

  it('reads a text with a byte order mark', () => {
    expect(parseJsonText('\ufeff{"a": 1}')).toEqual({ value: { a: 1 } });
  });

  it('never repeats the text in the problem', () => {
    expect(JSON.stringify(parseJsonText('{"key": sk-or-secret}'))).not.toContain('secret');
  });
});

describe('findJsonError', () => {
  it('finds the end of any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 3 }), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(findJsonError(spaced)).toBe(spaced.length);
      }),
    );
  });

  it('finds no error before the one that was put in', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, seed) => {
        const at = seed % (text.length + 1);
        const broken = `${text.slice(0, at)}\u0000${text.slice(at)}`;
        const found = findJsonError(broken);
        // A string is read as a whole, so an error in one is found where it begins.
        expect(
          found <= at && (found === at || broken[found] === '"' || /[\w+-.]/.test(broken[found] ?? '')),
        ).toBe(true);
      }),
    );
  });
});
