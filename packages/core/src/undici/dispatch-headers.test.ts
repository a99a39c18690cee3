import { expect, it } from 'vitest';
import { guardedHeaders, readHeaders, tellingHeaders } from './dispatch-target.js';

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

it('replaces what the old body was described by, and keeps the rest', () => {
  const pairs = readHeaders({
    ...{ authorization: 'Bearer key', 'content-length': '3', 'content-encoding': 'gzip', digest: 'x' },
    ...{
      'content-type': 'text/plain',
      'transfer-encoding': 'chunked',
      'accept-encoding': 'br',
      'x-own': 'a',
    },
  });
  const expected = ['authorization', 'Bearer key', 'x-own', 'a'];
  expected.push('content-type', 'application/json', 'accept-encoding', 'identity');
  expect(guardedHeaders(pairs, false)).toEqual(expected);
  expect(guardedHeaders(pairs, true)).toEqual([...expected, 'x-openrouter-metadata', 'enabled']);
});

it('asks for metadata as the caller has it', () => {
  const pairs = readHeaders({ 'X-OpenRouter-Metadata': 'disabled' });
  expect(guardedHeaders(pairs, true)).toEqual([
    ...[
      'x-openrouter-metadata',
      'disabled',
      'content-type',
      'application/json',
      'accept-encoding',
      'identity',
    ],
  ]);
});

it('tells nothing of the key where headers are only read', () => {
  const headers = tellingHeaders(
    readHeaders({ Authorization: 'Bearer key\n', 'Content-Type': 'text/plain' }),
  );
  expect([...headers]).toEqual([['content-type', 'text/plain']]);
});
