import { expect, it } from 'vitest';
import { guardedHeaders, readHeaders } from './dispatch-target.js';

it.each([
  [null, []],
  [undefined, []],
  [
    { A: 'x', b: ['y', 'z'], c: undefined },
    [
      ['a', 'x'],
      ['b', 'y'],
      ['b', 'z'],
    ],
  ],
  [
    ['A', 'x', 'A', 'y'],
    [
      ['a', 'x'],
      ['a', 'y'],
    ],
  ],
  [[], []],
  [new Headers({ A: 'x' }), [['a', 'x']]],
  [
    new Map([['A', ['x', 'y']]]),
    [
      ['a', 'x'],
      ['a', 'y'],
    ],
  ],
])('reads %o', (headers, pairs) => {
  expect(readHeaders(headers)).toEqual(pairs);
});

it('reads pairs in an array', () => {
  const pairs: Iterable<[string, string]> = [['A', 'x']];
  expect(readHeaders(pairs)).toEqual([['a', 'x']]);
});

it('rewrites the headers, and asks for a response that is not encoded', () => {
  const pairs = readHeaders({ 'content-length': '3', 'accept-encoding': 'br', 'x-own': 'a' });
  expect(guardedHeaders(pairs, true)).toEqual([
    ...['x-own', 'a', 'content-type', 'application/json', 'x-openrouter-metadata', 'enabled'],
    ...['accept-encoding', 'identity'],
  ]);
});
