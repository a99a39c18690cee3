import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, jsonPointer } from './json.js';
import { lineOf, placesInJson } from './json-places.js';

/** Every value in a value, by its pointer. */
function valuesIn(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  const below = Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
  return [[jsonPointer(path), value], ...below.flatMap(([key, each]) => valuesIn(each, [...path, key]))];
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
