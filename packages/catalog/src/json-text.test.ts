import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, pointer } from './json.js';
import { findDuplicateKey, findJsonError, lineOf, parseJsonText, placesInJson } from './json-text.js';

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

/** Every value in a value, by its pointer. */
function valuesIn(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  const below = Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
  return [[path, value], ...below.flatMap(([key, each]) => valuesIn(each, pointer(path, key)))];
}

describe('placesInJson', () => {
  it('finds every value of any JSON, however it is spaced', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 3 }), (json, indent) => {
        const text = `  ${JSON.stringify(JSON.parse(json), null, indent)}\n`;
        const values = valuesIn(JSON.parse(text));
        const places = placesInJson(
          text,
          values.map(([path]) => path),
        );
        for (const [path, value] of values) {
          const place = places.get(path);
          expect(JSON.parse(text.slice(place?.start, place?.end))).toEqual(value);
        }
      }),
    );
  });

  it('leaves out what is not there', () => {
    expect([...placesInJson('{"a": [1]}', ['/b', '/a/1', '/a/0/x', '/a'])]).toEqual([
      ['/a', { start: 6, end: 9 }],
    ]);
  });
});

describe('lineOf', () => {
  const text = `{
  "timeout": 5,
  "policy": {
    "deny": ["a", {"x": 1},
      "b"], "a/b~": [
      [], {}
    ]
  },
  "list": [[1], [2,
    3]]
}`;

  it.each([
    ['', 1],
    ['/timeout', 2],
    ['/policy', 3],
    ['/policy/deny', 4],
    ['/policy/deny/1/x', 4],
    ['/policy/deny/2', 5],
    ['/policy/a~1b~0/1', 6],
    ['/policy/missing', 3],
    ['/missing', 1],
    ['/list/1/1', 10],
  ])('of %s is %i', (pointer, line) => {
    expect(lineOf(text, pointer)).toBe(line);
  });
});

describe('a name that an object has twice', () => {
  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"b":{"c":[{"d":1,"e":2,"d":3}]}}', 'd'],
    [String.raw`{"model":1,"mod\u0065l":2}`, 'model'],
    [String.raw`{"a\"b":1,"a\"b":2}`, 'a"b'],
    [String.raw`{"a\\":1,"a\\":2}`, 'a\\'],
    ['{ "a" : 1 ,\n "a"\t: 2 }', 'a'],
    ['[{"a":1},{"":1,"":2}]', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":{"b":1},"a":{"b":1}}', 'a'],
  ])('is found in %s', (text, name) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findDuplicateKey(text)).toBe(name);
  });

  it.each([
    '{}',
    '"a"',
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1},["a","a"]]',
    String.raw`{"a":"\"a\":1,\"a\":2"}`,
    String.raw`{"a":"{\"b\":1,","b":"\\"}`,
  ])('is not in %s', (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findDuplicateKey(text)).toBeNull();
  });

  it('is never in what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.json(), (text) => findDuplicateKey(text) === null));
  });

  it('is found in long and deep texts in time that grows with their length', () => {
    const long = `{"a":"${'\\\\'.repeat(1_000_000)}","b":${'['.repeat(500_000)}${']'.repeat(500_000)},"b":1}`;
    expect(findDuplicateKey(long)).toBe('b');
  });
});
