import { expect, expectTypeOf, it } from 'vitest';
import { type CatalogErrorCode, catalogErrorCodes } from './errors.js';

it('lists every code once', () => {
  expectTypeOf<(typeof catalogErrorCodes)[number]>().toEqualTypeOf<CatalogErrorCode>();
  expect(new Set(catalogErrorCodes).size).toBe(catalogErrorCodes.length);
});
