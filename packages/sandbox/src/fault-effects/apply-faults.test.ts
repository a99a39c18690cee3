import { readFile } from 'node:fs/promises';
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

it('has each kind of fault in a table of the README', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.slice(readme.indexOf('## Faults')).matchAll(/^\| `([a-z-]+)` \|/gm)].map(
    ([, kind]) => kind,
  );
  const modelFaults = ['lying-host', 'lying-upstream', 'unnamed-model', 'tool-model', 'model-down'];
  expect(rows.toSorted()).toEqual([...Object.keys(faultEffects), ...modelFaults].toSorted());
});
