import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogSnapshot } from '../../../test/support/catalog-model.js';
import type { CatalogModel } from './model.js';
import { parseSnapshot } from './snapshot-json.js';

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

const jsonOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const first = fc.sample(anyModels, { numRuns: 1, seed: 7 })[0] ?? [];
const exported = jsonOf(catalogSnapshot(first));
const edit = (change: object): unknown => ({ ...(exported as object), ...change });

describe('parseSnapshot', () => {
  it('restores what toJSON gave', () => {
    fc.assert(
      fc.property(anyModels, (models) => {
        const snapshot = catalogSnapshot(models);
        const back = parseSnapshot(jsonOf(snapshot));
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
    ['a date that is not one', edit({ retrievedAt: 'yesterday' }), 'SNAPSHOT_INVALID', '/retrievedAt'],
    ['a raw model list', { data: [] }, 'SNAPSHOT_INVALID', '/schemaVersion'],
    ['null', null, 'SNAPSHOT_INVALID', ''],
  ])('rejects %s', (_title, value, code, path) => {
    expect(() => parseSnapshot(value)).toThrowError(expect.objectContaining({ code }));
    if (path !== undefined) {
      expect(() => parseSnapshot(value)).toThrowError(
        expect.objectContaining({ details: expect.objectContaining({ path }) }),
      );
    }
  });

  it('rejects a snapshot in which a permission was edited', () => {
    const models = first.map((row) => ({
      ...row,
      permission: row.permission === 'distillable' ? 'unlisted' : 'distillable',
    }));
    expect(() => parseSnapshot(edit({ models }))).toThrowError(
      expect.objectContaining({ code: 'SNAPSHOT_DIGEST_MISMATCH' }),
    );
  });
});
