import type { TermsTable } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../../test/support/catalog-model.js';
import { defaultWatchKinds, listChanges, termsChanges, watchKinds } from './changes.js';

const closed = { permission: 'not-distillable' } as const;
const older = catalogSnapshot([
  catalogModel('a/kept'),
  catalogModel('a/loses'),
  catalogModel('a/gains', closed),
  catalogModel('a/gone'),
  catalogModel('a/gone-closed', closed),
  catalogModel('a/renamed', { canonicalSlug: 'a/renamed-1' }),
  catalogAlias('~a/latest', 'a/kept'),
]);
const newer = catalogSnapshot([
  catalogModel('a/kept'),
  catalogModel('a/loses', closed),
  catalogModel('a/gains'),
  catalogModel('a/renamed', { canonicalSlug: 'a/renamed-2' }),
  catalogModel('a/new'),
  catalogAlias('~a/latest', 'a/loses'),
]);

describe('listChanges', () => {
  it('says first what can not be used any more, with what it was and is', () => {
    expect(listChanges(older, newer, watchKinds).map(({ text }) => text)).toEqual([
      'vanished, was distillable: a/gone: distillable -> (none)',
      'lost the permission: a/loses: distillable -> not-distillable',
      'lost the permission: ~a/latest: distillable -> not-distillable',
      'gained the permission: a/gains: not-distillable -> distillable',
      'vanished: a/gone-closed: not-distillable -> (none)',
      'appeared: a/new: (none) -> distillable',
      'alias moved: ~a/latest: a/kept -> a/loses',
      'changed: a/renamed: a/renamed-1 -> a/renamed-2',
    ]);
  });

  it('leaves out what was not asked for; by default new rows and other canonical slugs', () => {
    const kindsOf = (kinds: typeof watchKinds) => listChanges(older, newer, kinds).map(({ kind }) => kind);
    expect(kindsOf(['alias-moved'])).toEqual(['alias-moved']);
    expect(kindsOf(['vanished-distillable'])).toEqual(['vanished-distillable']);
    expect(kindsOf(defaultWatchKinds)).not.toContain('appeared');
    expect(kindsOf(defaultWatchKinds)).toEqual(
      kindsOf(watchKinds).filter((kind) => kind !== 'appeared' && kind !== 'changed'),
    );
  });
});

const day = 86_400_000;
const read = (on: string | null): TermsTable => ({
  ...{ date: '2026-01-01', digest: 'sha256:0' },
  entries: [
    {
      ...{ id: 'some-licence', author: 'a', models: ['a/*'], host: null, layer: 'weights-licence' },
      ...{ holder: 'A', document: 'Licence of A', statement: 'allowed', conditions: [], clause: null },
      ...{ summary: 'It may be used.', url: null, effective: null, evidence: 'primary' },
      read: on === null ? null : { from: 'https://a.test', on, sha256: null },
    },
  ],
});

describe('termsChanges', () => {
  const since = Date.parse('2026-01-01');

  it.each([
    ['180 days after it was read', 180, [], []],
    ['181 days after it was read', 181, [], ['terms-old']],
    ['while it stays old', 200, ['some-licence'], []],
    ['after it was read again', 3, ['some-licence'], ['terms-read']],
  ] as const)('of an entry, %s', (_, days, oldBefore, kinds) => {
    const { changes, old } = termsChanges(read('2026-01-01'), oldBefore, watchKinds, since + days * day);
    expect(changes.map(({ kind }) => kind)).toEqual(kinds);
    expect(old).toEqual(days > 180 ? ['some-licence'] : []);
  });

  it('says which text, and when it was read', () => {
    const [change] = termsChanges(read('2026-01-01'), [], watchKinds, since + 200 * day).changes;
    expect(change?.text).toBe('terms grew old: some-licence: Licence of A, read on 2026-01-01, 200 days ago');
  });

  it('has nothing to say about an entry without a date', () => {
    expect(termsChanges(read(null), [], watchKinds, since)).toEqual({ changes: [], old: [] });
  });

  it('leaves for later what was not asked for', () => {
    const late = since + 200 * day;
    expect(termsChanges(read('2026-01-01'), [], ['lost'], late)).toEqual({ changes: [], old: [] });
    expect(termsChanges(read('2026-11-01'), ['some-licence'], ['lost'], late).old).toEqual(['some-licence']);
  });
});
