import { expect, it } from 'vitest';
import type { JsonObject } from '../wire/json.js';
import { exampleObject } from './schema-example.js';

const property = (schema: unknown): JsonObject => ({
  type: 'object',
  properties: { value: schema },
  required: ['value'],
});

it.each<[unknown, unknown]>([
  [{ type: 'string' }, 'x'],
  [{ type: 'string', minLength: 3 }, 'xxx'],
  [{ type: 'string', enum: ['celsius', 'kelvin'] }, 'celsius'],
  [{ type: 'integer' }, 1],
  [{ type: 'number', minimum: 7 }, 7],
  [{ type: 'boolean' }, true],
  [{ type: 'null' }, null],
  [{ type: ['string', 'null'] }, 'x'],
  [{ type: 'array', items: { type: 'string' } }, []],
  [{ type: 'array', items: { type: 'string' }, minItems: 2 }, ['x', 'x']],
  [{ type: 'object', properties: { a: { type: 'string' } } }, {}],
  [property({ type: 'string' }), { value: 'x' }],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'x'],
  [{ const: 4 }, 4],
  [{ type: 'string', default: 'now' }, 'now'],
  [true, null],
])('makes of %j the value %j', (schema, value) => {
  expect(exampleObject(property(schema))).toEqual({ value });
});

it('leaves out what is not required', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    required: ['b'],
  };
  expect(exampleObject(schema)).toEqual({ b: 'x' });
});

it('follows references, and ends where they go in circles', () => {
  const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' } }, required: ['next'] };
  const schema = { ...property({ $ref: '#/$defs/city' }), $defs: { city: { type: 'string' }, node } };
  expect(exampleObject(schema)).toEqual({ value: 'x' });
  expect(exampleObject({ ...property({ $ref: '#/$defs/node' }), $defs: { node } })).toHaveProperty(
    'value.next',
  );
});

it.each([{}, { type: 'string' }, { $ref: '#/nowhere' }])('gives an object for %j as well', (schema) => {
  expect(exampleObject(schema)).toEqual({});
});
