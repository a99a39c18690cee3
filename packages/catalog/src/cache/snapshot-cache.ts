import type { Keyv } from 'keyv';
import { CatalogError } from '../errors.js';
import type { Validators } from '../model-list/fetch-models.js';
import type { IndexedSnapshot } from '../snapshot/create-snapshot.js';
import { packSnapshot, unpackSnapshot } from '../snapshot/packed-snapshot.js';

/** A store that does not answer within this time (milliseconds) counts as absent: a dead Redis must not hold a request. */
const patienceMs = 2_000;

/** What is cached for one base URL. */
export interface CachedCatalog {
  readonly snapshot: IndexedSnapshot;
  readonly validators: Validators | null;
}

/** The cache entry of one base URL in a Keyv. Its failures are warnings, never errors: without it, we fetch. */
export interface SnapshotCache {
  load(): Promise<CachedCatalog | null>;
  save(entry: CachedCatalog): Promise<void>;
}

/** The cache key: one entry per base URL, so that a mirror's list is never taken for OpenRouter's. */
function cacheKey(baseUrl: URL): string {
  return `distillable:catalog:${baseUrl.href}`;
}

export function createSnapshotCache(
  keyv: Keyv,
  baseUrl: URL,
  warn: (warning: CatalogError) => void,
): SnapshotCache {
  const key = cacheKey(baseUrl);
  throwOnErrors(keyv);
  return {
    async load() {
      try {
        const text: unknown = await withinPatience(keyv.get(key));
        return text === undefined ? null : readEntry(text);
      } catch (cause) {
        warn(failure('read', 'Counted as absent.', cause));
        return null;
      }
    },
    async save(entry) {
      try {
        // 0 is Keyv's "no TTL", also where the caller's Keyv has a default: an expired read would delete the entry, and
        // with it the stale snapshot that a failing server makes necessary.
        const stored = await withinPatience(keyv.set(key, writeEntry(entry), 0));
        if (!stored) throw new Error('the store refused the value');
      } catch (cause) {
        warn(failure('written', 'The list will be read again next time.', cause));
      }
    },
  };
}

/** Without this a dead store looks like a miss, and a refused write like a stored one. Adapters have it for themselves. */
function throwOnErrors(keyv: Keyv): void {
  keyv.throwOnErrors = true;
  const store: unknown = keyv.store;
  if (typeof store === 'object' && store !== null && 'throwOnErrors' in store) store.throwOnErrors = true;
}

/** One string: Keyv parses with a reviver, which is slow on a large object and free on a string. */
function writeEntry({ snapshot, validators }: CachedCatalog): string {
  return JSON.stringify({ snapshot: packSnapshot(snapshot), validators });
}

function readEntry(text: unknown): CachedCatalog {
  const entry: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  if (typeof entry !== 'object' || entry === null || !('snapshot' in entry)) {
    throw new CatalogError('SNAPSHOT_INVALID', 'The cached entry is not a snapshot.', {
      details: { path: '' },
    });
  }
  return {
    snapshot: unpackSnapshot(entry.snapshot),
    validators: 'validators' in entry ? readValidators(entry.validators) : null,
  };
}

function readValidators(value: unknown): Validators | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('all' in value && 'distillable' in value && 'notDistillable' in value)) return null;
  const { all, distillable, notDistillable } = value;
  return typeof all === 'string' && typeof distillable === 'string' && typeof notDistillable === 'string'
    ? { all, distillable, notDistillable }
    : null;
}

async function withinPatience<Value>(operation: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
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
    {
      cause,
    },
  );
}
