import { expect, it } from 'vitest';
import { cacheUse } from './receipt.js';

it.each([
  [{}, null],
  [{ 'x-openrouter-cache-status': 'HIT' }, { status: 'hit', sourceId: null }],
  [{ 'x-openrouter-cache-status': 'MISS' }, { status: 'miss', sourceId: null }],
  [
    { 'x-openrouter-cache-status': 'hit', 'x-openrouter-cache-source-id': 'gen-1' },
    { status: 'hit', sourceId: 'gen-1' },
  ],
  [{ 'x-openrouter-cache-status': 'BYPASS' }, null],
  [{ 'x-openrouter-cache-source-id': 'gen-1' }, null],
])('%o tells of the cache: %o', (headers, use) => {
  const given = new Headers(Object.entries(headers));
  expect(cacheUse({ status: 200, header: (name) => given.get(name) })).toEqual(use);
});
