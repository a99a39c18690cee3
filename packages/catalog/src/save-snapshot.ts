import type { Keyv } from 'keyv';
import { createSnapshotCache } from './cache/snapshot-cache.js';
import type { CatalogError } from './errors.js';
import { readBaseUrl } from './settings.js';
import { IndexedSnapshot } from './snapshot/create-snapshot.js';
import type { CatalogSnapshot } from './snapshot/snapshot.js';
import { snapshotFromModels } from './snapshot/snapshot-from-models.js';

/**
 * Puts a snapshot into a cache, as if it had been read from `baseUrl` when it says it was. A catalog with the same cache
 * and base URL serves it by its age.
 *
 * @throws CatalogError `CATALOG_CACHE_FAILED` when the cache does not take it
 */
export async function saveSnapshot(cache: Keyv, baseUrl: string, snapshot: CatalogSnapshot): Promise<void> {
  let failure: CatalogError | null = null;
  const entry = createSnapshotCache(cache, readBaseUrl(baseUrl), (warning) => {
    failure = warning;
  });
  await entry.save({ snapshot: indexed(snapshot), validators: null });
  if (failure !== null) throw failure;
}

function indexed(snapshot: CatalogSnapshot): IndexedSnapshot {
  if (snapshot instanceof IndexedSnapshot) return snapshot;
  const { retrievedAt, source } = snapshot;
  return snapshotFromModels({ models: snapshot.models(), retrievedAt, source });
}
