import { expect, expectTypeOf, it } from 'vitest';
import { type CatalogErrorCode, catalogErrorCodes, jsonPointer } from './errors.js';

it('lists every code once', () => {
  expectTypeOf<(typeof catalogErrorCodes)[number]>().toEqualTypeOf<CatalogErrorCode>();
  expect(new Set(catalogErrorCodes).size).toBe(catalogErrorCodes.length);
});

it.each([
  [[], ''],
  [['data', 3, 'id'], '/data/3/id'],
  [['a/b', '~c'], '/a~1b/~0c'],
])('writes the path %j as the JSON Pointer %j', (path, pointer) => {
  expect(jsonPointer(path)).toBe(pointer);
});
