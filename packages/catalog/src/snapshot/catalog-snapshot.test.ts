import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogModel } from './catalog-model.js';
import { CatalogSnapshot } from './catalog-snapshot.js';
import { createSnapshot } from './create-snapshot.js';
import { columnsFromModels } from './model-columns.js';
import { packSnapshot, unpackSnapshot } from './packed-snapshot.js';

const nullable = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const slug = fc.string({ minLength: 1 });
const words = fc.array(fc.constantFrom('text', 'image', 'tools'), { maxLength: 3 });
const anyModel: fc.Arbitrary<CatalogModel> = fc.record({
  slug,
  canonicalSlug: slug,
  name: fc.string(),
  kind: fc.constantFrom('model', 'alias', 'router'),
  permission: fc.constantFrom('distillable', 'not-distillable', 'conflicting', 'unlisted'),
  aliasTarget: nullable(slug),
  created: nullable(fc.nat()),
  contextLength: nullable(fc.nat()),
  promptPrice: nullable(fc.constantFrom('0', '0.000001')),
  completionPrice: nullable(fc.constantFrom('0', '0.000001')),
  inputModalities: words,
  outputModalities: words,
  supportedParameters: words,
  expirationDate: nullable(fc.constant('2098-12-31')),
  huggingFaceId: nullable(fc.string()),
});
const anyModels = fc.uniqueArray(anyModel, { selector: (row) => row.slug, minLength: 1, maxLength: 20 });

function snapshotOf(models: readonly CatalogModel[]) {
  return createSnapshot({
    columns: columnsFromModels(models),
    retrievedAt: Date.UTC(2026, 8, 2),
    source: { url: 'https://openrouter.test/api/v1', sample: null },
  });
}
const jsonOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const first = fc.sample(anyModels, { numRuns: 1, seed: 7 })[0] ?? [];
const exported = jsonOf(snapshotOf(first));
const edit = (change: object): unknown => ({ ...(exported as object), ...change });

describe('the exported form', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyModels, (models) => {
        const snapshot = snapshotOf(models);
        const back = CatalogSnapshot.fromJSON(jsonOf(snapshot));
        expect(jsonOf(back)).toEqual(jsonOf(snapshot));
      }),
    );
  });

  it.each([
    ['another schemaVersion', edit({ schemaVersion: 2 }), 'SNAPSHOT_SCHEMA_VERSION', '/schemaVersion'],
    ['no schemaVersion', edit({ schemaVersion: undefined }), 'SNAPSHOT_INVALID', '/schemaVersion'],
    ['another digest', edit({ digest: `sha256:${'0'.repeat(64)}` }), 'SNAPSHOT_DIGEST_MISMATCH', undefined],
    ['no models', edit({ models: [] }), 'SNAPSHOT_INVALID', '/models'],
    ['a model that is text', edit({ models: ['x'] }), 'SNAPSHOT_INVALID', '/models/0'],
    [
      'a model twice',
      edit({ models: [...first, ...first] }),
      'SNAPSHOT_INVALID',
      `/models/${first.length}/slug`,
    ],
    ['a date that is none', edit({ retrievedAt: 'yesterday' }), 'SNAPSHOT_INVALID', '/retrievedAt'],
    ['a raw model list', { data: [] }, 'SNAPSHOT_INVALID', '/schemaVersion'],
    ['null', null, 'SNAPSHOT_INVALID', ''],
  ])('is refused with %s', (_title, value, code, path) => {
    expect(() => CatalogSnapshot.fromJSON(value)).toThrowError(expect.objectContaining({ code }));
    if (path !== undefined) {
      expect(() => CatalogSnapshot.fromJSON(value)).toThrowError(
        expect.objectContaining({ details: expect.objectContaining({ path }) }),
      );
    }
  });

  it('is refused when a permission in it was edited', () => {
    const models = first.map((row) => ({
      ...row,
      permission: row.permission === 'distillable' ? 'unlisted' : 'distillable',
    }));
    expect(() => CatalogSnapshot.fromJSON(edit({ models }))).toThrowError(
      expect.objectContaining({ code: 'SNAPSHOT_DIGEST_MISMATCH' }),
    );
  });
});

describe('the digest', () => {
  it('is the same for the same permissions in another order, and without prices and names', () => {
    fc.assert(
      fc.property(anyModels, (models) => {
        const other = models.toReversed().map((row) => ({ ...row, name: 'x', promptPrice: '9', created: 1 }));
        expect(snapshotOf(other).digest).toBe(snapshotOf(models).digest);
      }),
    );
  });

  it('is the documented one', () => {
    const plain = { ...(first[0] ?? fail()), slug: 'a/b', canonicalSlug: 'a/b-1', kind: 'model' as const };
    const { digest } = snapshotOf([{ ...plain, permission: 'distillable', aliasTarget: null }]);
    // printf '%s' '[["a/b"],["a/b-1"],["model"],["distillable"],[null]]' | sha256sum
    expect(digest).toBe('sha256:f2c0fde54ee574e7678fd213f5c949507434e6ea8f44153d6b7c7abcf188c0d5');
  });
});

describe('the packed form', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyModels, (models) => {
        const snapshot = snapshotOf(models);
        const back = unpackSnapshot(jsonOf(packSnapshot(snapshot)));
        expect(jsonOf(back)).toEqual(jsonOf(snapshot));
        expect(back.digest).toBe(snapshot.digest);
      }),
    );
  });

  it('is refused with any single value replaced, or gives the same permissions', () => {
    const packed = jsonOf(packSnapshot(snapshotOf(first)));
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(packed)), fc.jsonValue(), (path, value) => {
        const damaged = replaceAt(packed, path, value);
        try {
          expect(unpackSnapshot(damaged).digest).toBe(snapshotOf(first).digest);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^SNAPSHOT_/) });
        }
      }),
      { numRuns: 500 },
    );
  });
});

function fail(): never {
  throw new Error('the sample is empty');
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === key ? replaceAt(item, rest, replacement) : item));
  const entries = Object.entries(value ?? {}).map(([name, child]) => [
    name,
    name === key ? replaceAt(child, rest, replacement) : child,
  ]);
  return Object.fromEntries(entries);
}
