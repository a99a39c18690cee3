import type { TermsTable } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../../test/support/catalog-model.js';
import type { Change } from './changes.js';
import { findTouched } from './touched.js';

const older = catalogSnapshot([
  catalogModel('a/x', { canonicalSlug: 'a/x-2026' }),
  catalogModel('a/x:free', { canonicalSlug: 'a/x-2026' }),
  catalogAlias('~a/latest', 'a/x'),
  catalogModel('a/y'),
]);
const newer = catalogSnapshot([catalogModel('a/y'), catalogAlias('~a/latest', 'a/y')]);
const terms: TermsTable = {
  ...{ date: '2026-01-01', digest: 'sha256:0' },
  entries: [
    {
      ...{ id: 'licence-of-y', author: 'a', models: ['a/y'], host: null, layer: 'weights-licence' },
      ...{ holder: 'A', document: 'Licence', statement: 'allowed', conditions: [], clause: null },
      ...{ summary: 'It may be used.', url: null, effective: null, evidence: 'primary', read: null },
    },
  ],
};

function change(kind: Change['kind'], name: string): Change {
  return { kind, name, from: null, to: null, text: name };
}

function modelsTouched(model: string, of: Change): number | undefined {
  const code = [{ file: 'src/a.ts', line: 1, model }];
  const [found] = findTouched([of], [older, newer], terms, { code, audits: null });
  return found?.code?.total;
}

describe('findTouched', () => {
  it.each([
    ['a/x', 'a/x', 1],
    ['a/x-2026', 'a/x', 1],
    ['a/x:nitro', 'a/x', 1],
    ['a/x:free', 'a/x:free', 1],
    ['~a/latest', 'a/x', 1],
    ['~a/latest', 'a/y', 1],
    ['~a/latest', '~a/latest', 1],
    ['a/y', 'a/x', 0],
    ['a/y', '~a/latest', 0],
    ['b/unknown', 'a/x', 0],
  ])('finds the name %s by a change of %s: %i', (model, slug, times) => {
    expect(modelsTouched(model, change('vanished', slug))).toBe(times);
  });

  it.each([
    ['a/y', 1],
    ['a/x', 0],
  ])('finds the name %s by old terms of a/y: %i', (model, times) => {
    expect(modelsTouched(model, change('terms-old', 'licence-of-y'))).toBe(times);
  });

  it('finds rows of earlier audits by what their names mean, and counts them without cutting', () => {
    const audits = Array.from({ length: 150 }, (_, index) => ({
      ...{ report: `audits/${index}.json`, generatedAt: '2026-10-01T00:00:00Z', rows: 7 },
      ...{ model: 'x-2026-awq', slugs: ['a/x'] },
    }));
    const [found] = findTouched([change('lost', 'a/x')], [older, newer], terms, { code: null, audits });
    expect(found?.code).toBeNull();
    expect(found?.audits?.total).toBe(150);
    expect(found?.audits?.first).toHaveLength(100);
    expect(found?.audits?.first[0]).toEqual({
      ...{ report: 'audits/0.json', generatedAt: '2026-10-01T00:00:00Z', rows: 7, model: 'x-2026-awq' },
    });
  });
});
