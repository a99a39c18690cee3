import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';

const rows = [
  catalogModel('open/chat', { canonicalSlug: 'open/chat-1' }),
  catalogModel('open/chat:free', { canonicalSlug: 'open/chat-1' }),
  catalogModel('closed/chat', { permission: 'not-distillable' }),
  catalogAlias('~open/latest', 'open/chat'),
];
const snapshot = catalogSnapshot(rows);

describe('a snapshot', () => {
  it('lists every row by slug, and as distillable those that resolve to it', () => {
    const slugs = ['closed/chat', 'open/chat', 'open/chat:free', '~open/latest'];
    expect(snapshot.size).toBe(4);
    expect(snapshot.models().map((row) => row.slug)).toEqual(slugs);
    expect(snapshot.distillable().map((row) => row.slug)).toEqual(slugs.slice(1));
  });

  it('has a row for an id only', () => {
    expect(snapshot.get('open/chat')).toMatchObject({ canonicalSlug: 'open/chat-1' });
    expect(snapshot.get('open/chat-1')).toBeUndefined();
  });

  it('lists every name that leads to a row or a router, once and in order', () => {
    const names = snapshot.names();
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.filter((name) => snapshot.resolve(name).verdict === 'unknown')).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining([
        'open/chat',
        'open/chat-1',
        'open/chat-1:free',
        '~open/latest',
        'openrouter/auto',
      ]),
    );
  });

  it('can not be changed through what it returns, nor through the rows it was made of', () => {
    const inputModalities = ['text'];
    const row = catalogModel('open/chat', { inputModalities });
    const own = catalogSnapshot([row]);
    inputModalities.push('image');
    own.retrievedAt.setFullYear(1999);
    expect(own.retrievedAt.getTime()).toBe(0);
    expect(own.get('open/chat')?.inputModalities).toEqual(['text']);
    const model = own.get('open/chat');
    expect(
      [own, own.source, own.models(), own.distillable(), model, model?.outputModalities].every(
        Object.isFrozen,
      ),
    ).toBe(true);
    expect(Object.isFrozen(row)).toBe(false);
  });

  it.each([
    [3_600_000, undefined, 'fresh'],
    [3_600_001, undefined, 'stale'],
    [86_400_001, undefined, 'expired'],
    [3_600_000, { ttl: 60_000, maxStale: 120_000 }, 'expired'],
  ])('is, %d ms after it was read and with the limits %j, %s', (now, limits, freshness) => {
    expect(snapshot.freshness(now, limits)).toBe(freshness);
  });
});

describe('the digest', () => {
  it('is the same for the same permissions in another order, and without prices and names', () => {
    const others = rows.toReversed().map((row) => ({ ...row, name: 'x', promptPrice: '9', created: 1 }));
    expect(catalogSnapshot(others).digest).toBe(snapshot.digest);
  });

  it.each([
    ['permission', { permission: 'unlisted' as const }],
    ['kind', { kind: 'router' as const }],
    ['canonical slug', { canonicalSlug: 'open/chat-2' }],
    ['alias target', { aliasTarget: 'closed/chat' }],
  ])('changes with the %s of a row', (_title, change) => {
    const changed = rows.map((row, index) => (index === 0 ? { ...row, ...change } : row));
    expect(catalogSnapshot(changed).digest).not.toBe(snapshot.digest);
  });

  it('is the documented one', () => {
    const { digest } = catalogSnapshot([catalogModel('a/b', { canonicalSlug: 'a/b-1' })]);
    // printf '%s' '[["a/b"],["a/b-1"],["model"],["distillable"],[null]]' | sha256sum
    expect(digest).toBe('sha256:f2c0fde54ee574e7678fd213f5c949507434e6ea8f44153d6b7c7abcf188c0d5');
  });
});
