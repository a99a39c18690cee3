import { expect, it } from 'vitest';
import { BoundedMap } from './endpoint.js';

it('drops the oldest entry when there is one too many', () => {
  const map = new BoundedMap<number>(2);
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    map.set(key, value);
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([undefined, 2, 3]);
});

it('drops nothing when an entry is replaced', () => {
  const map = new BoundedMap<number>(2);
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['b', 3],
  ] as const)
    map.set(key, value);
  expect(['a', 'b'].map((key) => map.get(key))).toEqual([1, 3]);
});
