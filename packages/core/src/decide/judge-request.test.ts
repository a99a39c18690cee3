import { createCatalog, snapshotFromModels } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { createJudge, type SnapshotSource } from './judge-request.js';

const snapshot = snapshotFromModels({
  models: [],
  retrievedAt: new Date('2026-09-02T00:00:00Z'),
  source: { url: 'https://openrouter.test/api/v1', sample: null },
});
const inFiftyMinutes = () => Date.parse('2026-09-02T00:50:00Z');

describe('the freshness of a decision', () => {
  const freshnessBy = async (limits: SnapshotSource['limits']) => {
    const catalog = { snapshot: async () => snapshot, ...(limits === undefined ? {} : { limits }) };
    const { decision } = await createJudge({ catalog, now: inFiftyMinutes })({ model: 'a/b' });
    return decision.catalog?.freshness;
  };

  it.each([
    [{ ttl: 60_000, maxStale: 86_400_000 }, 'stale'],
    [{ ttl: 60_000, maxStale: 120_000 }, 'expired'],
    [{ ttl: 3_600_000, maxStale: 3_600_000 }, 'fresh'],
    [undefined, 'fresh'],
  ])('is judged by the limits of its catalog: %j', async (limits, freshness) => {
    expect(await freshnessBy(limits)).toBe(freshness);
  });

  it('is that of createCatalog, which says its limits', () => {
    const { limits } = createCatalog({ ttl: 60_000 });
    expect(limits).toEqual({ ttl: 60_000, maxStale: 86_400_000 });
  });
});

describe('without a catalog', () => {
  it.each([
    ['its error', new Error('No list.'), 'No list.'],
    ['whatever was thrown', 'nothing', 'nothing'],
  ])('a request is rejected with %s', async (_, error, message) => {
    const catalog: SnapshotSource = {
      snapshot: async () => {
        throw error;
      },
    };
    const judgement = await createJudge({ catalog })({ model: 'a/b' });
    expect(judgement.snapshot).toBeNull();
    expect(judgement.decision.violations[0]).toMatchObject({ code: 'CATALOG_UNAVAILABLE', message });
  });
});
