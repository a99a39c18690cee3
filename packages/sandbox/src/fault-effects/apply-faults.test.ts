import { expect, it } from 'vitest';
import { faultEffects } from './apply-faults.js';

it('knows an effect for each kind of fault that changes a response', () => {
  expect(Object.keys(faultEffects).toSorted()).toEqual([
    'coalesce',
    'conflicting-row',
    'content-type',
    'cut-body',
    'cut-stream',
    'delay',
    'duplicate-row',
    'empty-list',
    'endless-stream',
    'filter-ignored',
    'html',
    'invalid-json',
    'legacy-response',
    'moving-list',
    'next-link',
    'next-link-loop',
    'no-done',
    'no-etag',
    'oversized-body',
    'redirect',
    'reset',
    'row-without-id',
    'slow-stream',
    'split-writes',
    'stall',
    'status',
    'stream-error',
    'switch-model',
    'total-count',
    'truncated-gzip',
  ]);
});
