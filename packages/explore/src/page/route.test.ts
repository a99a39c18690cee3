import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute, type Route } from './route.js';

describe('routes', () => {
  it.each<Route>([
    { page: 'models' },
    { page: 'request' },
    { page: 'file' },
    { page: 'model', slug: 'qwen/qwen3-max' },
    { page: 'model', slug: '~a/b:free' },
    { page: 'model', slug: 'evil/<script>#?%2F\u202e 😀' },
  ])('are written to an address and read from it: %j', (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  it.each([
    ['', { page: 'models' }],
    ['#/unknown', { page: 'models' }],
    ['#/model/', { page: 'models' }],
    ['#/model/a/b', { page: 'model', slug: 'a/b' }],
    ['#/model/100%', { page: 'model', slug: '100%' }],
  ])('are read from %j as people write it', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });
});
