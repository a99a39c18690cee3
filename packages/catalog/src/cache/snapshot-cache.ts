import { type CatalogCache, readBaseUrl } from '../catalog.js';
import { CatalogError } from '../errors.js';
import { snapshotFromJson } from '../indexed-snapshot.js';
import { isObject } from '../json.js';
import type { FetchedCatalog, Validators } from '../list/fetch-catalog.js';
import type { CatalogModel } from '../model.js';
import type { CatalogSnapshot, SnapshotJson } from '../snapshot.js';

/** A store that does not respond within this time counts as absent: a dead Redis must not delay a request. */
const storeTimeoutMs = 2_000;

/** The cache entry of one base URL. Its failures are warnings, never errors: without it, the list is fetched. */
export interface SnapshotCache {
  load(): Promise<FetchedCatalog | null>;
  save(entry: { readonly snapshot: CatalogSnapshot; readonly validators: Validators | null }): Promise<void>;
}

/** @param warn receives `CATALOG_CACHE_FAILED` */
export function createSnapshotCache(
  cache: CatalogCache,
  baseUrl: URL,
  warn: (warning: CatalogError) => void,
): SnapshotCache {
  // One entry for each base URL: the list of a mirror is never taken for that of OpenRouter.
  const key = `distillable:catalog:${baseUrl.href}`;
  throwOnErrors(cache);
  return {
    async load() {
      try {
        const text: unknown = await withinTimeout(cache.get(key));
        return text === undefined ? null : parseEntry(text);
      } catch (cause) {
        warn(failure('read', 'It counts as absent.', cause));
        return null;
      }
    },
    async save(entry) {
      try {
        // Text, not an object: Keyv parses with a reviver, which takes longer than everything else here. And without a
        // TTL, even if the Keyv has a default one: Keyv deletes what has expired when it reads it, and with it the stale
        // snapshot that is needed when the server fails.
        const stored = await withinTimeout(cache.set(key, JSON.stringify(entry), 0));
        if (!stored) throw new Error('the store refused the value');
      } catch (cause) {
        warn(failure('written', 'The list will be fetched again next time.', cause));
      }
    },
  };
}

/**
 * Puts a snapshot into a cache, as if it had been fetched from `baseUrl` at its `retrievedAt`. A catalog with the same
 * cache and base URL serves it according to its age.
 *
 * @throws CatalogError `CATALOG_CACHE_FAILED` if the cache does not accept it
 */
export async function saveSnapshot(
  cache: CatalogCache,
  baseUrl: string,
  snapshot: CatalogSnapshot,
): Promise<void> {
  let failed: CatalogError | null = null;
  const entry = createSnapshotCache(cache, readBaseUrl(baseUrl), (warning) => {
    failed = warning;
  });
  await entry.save({ snapshot, validators: null });
  if (failed !== null) throw failed;
}

/** Without this, a Keyv reports a dead store as a miss, and a refused write as a stored one. Its adapter has it too. */
function throwOnErrors(cache: unknown): void {
  if (typeof cache !== 'object' || cache === null) return;
  if ('throwOnErrors' in cache) cache.throwOnErrors = true;
  if ('store' in cache) throwOnErrors(cache.store);
}

function parseEntry(text: unknown): FetchedCatalog {
  const entry: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  const { snapshot, validators } = isObject(entry) ? entry : {};
  if (!isSnapshotJson(snapshot)) {
    throw new CatalogError('SNAPSHOT_INVALID', 'The cached entry is not a snapshot of this version.', {
      details: { path: '' },
    });
  }
  return {
    snapshot: snapshotFromJson(snapshot),
    validators: areValidators(validators) ? validators : null,
  };
}

// The cache holds what we wrote, and the digest covers what decides about permissions. So this only checks that the
// rest can be used: zod alone would double the start-up time of a command (54 ms to load it).
function isSnapshotJson(value: unknown): value is SnapshotJson {
  return (
    isObject(value) &&
    value['schemaVersion'] === 1 &&
    typeof value['digest'] === 'string' &&
    typeof value['retrievedAt'] === 'string' &&
    !Number.isNaN(Date.parse(value['retrievedAt'])) &&
    isObject(value['source']) &&
    typeof value['source']['url'] === 'string' &&
    Array.isArray(value['models']) &&
    value['models'].every(isModel)
  );
}

function isModel(row: unknown): row is CatalogModel {
  return (
    isObject(row) &&
    typeof row['slug'] === 'string' &&
    typeof row['name'] === 'string' &&
    Array.isArray(row['inputModalities']) &&
    Array.isArray(row['outputModalities']) &&
    Array.isArray(row['supportedParameters'])
  );
}

function areValidators(value: unknown): value is Validators {
  return (
    isObject(value) &&
    ['all', 'distillable', 'notDistillable'].every((list) => typeof value[list] === 'string')
  );
}

async function withinTimeout<Value>(operation: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no response within ${storeTimeoutMs} ms`)), storeTimeoutMs);
  });
  try {
    return await Promise.race([operation, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function failure(what: 'read' | 'written', consequence: string, cause: unknown): CatalogError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CatalogError(
    'CATALOG_CACHE_FAILED',
    `The cached catalog could not be ${what}: ${reason}. ${consequence}`,
    { cause },
  );
}
