import fc from 'fast-check';
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import type { CatalogCache } from '../catalog.js';
import type { CatalogError } from '../errors.js';
import { createSnapshotCache, saveSnapshot } from './snapshot-cache.js';

const baseUrl = new URL('https://openrouter.test/api/v1');
const key = `distillable:catalog:${baseUrl.href}`;
const snapshot = catalogSnapshot([
  catalogModel('open/chat', { created: 1, promptPrice: '0.1', supportedParameters: ['tools'] }),
  catalogAlias('~open/latest', 'open/chat'),
]);
const validators = { all: '"1"', distillable: '"2"', notDistillable: '"3"' };

function memory(entries = new Map<string, string>()): CatalogCache {
  return {
    get: async (name) => entries.get(name),
    set: async (name, value) => entries.set(name, value),
  };
}

function open(cache: CatalogCache) {
  const warnings: CatalogError[] = [];
  return { cache: createSnapshotCache(cache, baseUrl, (warning) => warnings.push(warning)), warnings };
}

describe('the cached snapshot', () => {
  it.each([
    ['a Keyv', () => new Keyv()],
    ['a store without a Keyv', () => memory()],
  ])('is restored from %s as it was saved', async (_title, create) => {
    const store = create();
    const { cache, warnings } = open(store);
    expect(await cache.load()).toBeNull();
    await cache.save({ snapshot, validators });
    const loaded = await cache.load();
    expect(loaded?.validators).toEqual(validators);
    expect(loaded?.snapshot.toJSON()).toEqual(snapshot.toJSON());
    expect(warnings).toEqual([]);
  });

  it('is the JSON form of the snapshot', async () => {
    const entries = new Map<string, string>();
    await saveSnapshot(memory(entries), baseUrl.href, snapshot);
    expect([...entries.keys()]).toEqual([key]);
    expect(JSON.parse(entries.get(key) ?? '')).toEqual({ snapshot: snapshot.toJSON(), validators: null });
  });

  it('is reported as unreadable, or gives the same permissions, whichever value in it is replaced', async () => {
    const entry: unknown = JSON.parse(JSON.stringify({ snapshot, validators }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(entry)), fc.jsonValue(), async (path, value) => {
        const text = JSON.stringify(replaceAt(entry, path, value));
        const { cache, warnings } = open(memory(new Map([[key, text]])));
        const loaded = await cache.load();
        expect(warnings.map(({ code }) => code)).toEqual(loaded === null ? ['CATALOG_CACHE_FAILED'] : []);
        if (loaded !== null) expect(loaded.snapshot.digest).toBe(snapshot.digest);
      }),
      { numRuns: 500 },
    );
  });

  it('is an error for who saves it when the store refuses it', async () => {
    const refusing = { ...memory(), set: async () => false };
    await expect(saveSnapshot(refusing, baseUrl.href, snapshot)).rejects.toMatchObject({
      code: 'CATALOG_CACHE_FAILED',
      message: expect.stringContaining('refused'),
    });
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, child]) => pathsOf(child, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

function replaceAt(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === name ? replaceAt(item, rest, replacement) : item));
  }
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(
    entries.map(([each, child]) => [each, each === name ? replaceAt(child, rest, replacement) : child]),
  );
}
