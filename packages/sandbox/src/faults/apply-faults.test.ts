import { expect, it } from 'vitest';
import { faultEffects } from './apply-faults.js';

it('knows these kinds of faults', () => {
  expect(Object.keys(faultEffects).toSorted()).toEqual([
    'conflicting-row',
    'content-type',
    'cut-body',
    'delay',
    'duplicate-row',
    'empty-list',
    'filter-ignored',
    'html',
    'invalid-json',
    'legacy-answer',
    'moving-list',
    'next-link',
    'next-link-loop',
    'no-etag',
    'oversized-body',
    'redirect',
    'reset',
    'row-without-id',
    'stall',
    'status',
    'total-count',
    'truncated-gzip',
  ]);
});
