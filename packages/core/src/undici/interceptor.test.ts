import { expect, it } from 'vitest';
import { readHeaders } from './interceptor.js';

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
