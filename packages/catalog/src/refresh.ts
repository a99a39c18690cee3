import type { Agent } from 'undici';
import type { CachedCatalog } from './cache/snapshot-cache.js';
import type { CatalogOptions } from './catalog-options.js';
import { CatalogError } from './errors.js';
import type { FetchedModels } from './model-list/fetch-models.js';
import type { Limits } from './settings.js';
import { createSnapshot } from './snapshot/create-snapshot.js';
import { columnsFromModels } from './snapshot/model-columns.js';

/** The network side of a catalog. */
export interface Refresher {
  /** Reads the list; `held` is what a server's "unchanged" would refer to. */
  fetch(held: CachedCatalog | null): Promise<CachedCatalog>;
  close(): Promise<void>;
}

interface RefresherParts {
  /** Ends running requests. */
  readonly ended: AbortSignal;
  readonly options: CatalogOptions;
  readonly baseUrl: URL;
  readonly limits: Limits;
  readonly warn: (warning: CatalogError) => void;
  readonly now: () => number;
}

export function createRefresher({ ended, options, baseUrl, limits, warn, now }: RefresherParts): Refresher {
  let agent: Agent | null = null;
  return {
    async fetch(held) {
      // undici and zod together double the start-up time of a program, so they wait for the first refresh.
      const [undici, { fetchModels }] = await Promise.all([
        import('undici'),
        import('./model-list/fetch-models.js'),
      ]);
      const dispatcher = options.dispatcher ?? agent ?? new undici.Agent();
      if (options.dispatcher === undefined && dispatcher instanceof undici.Agent) agent = dispatcher;
      const finished = new AbortController();
      const signal = AbortSignal.any([ended, finished.signal]);
      const { timeout, maxBytes } = limits;
      const transport = { dispatcher, apiKey: options.apiKey, timeout, maxBytes, signal, now };
      try {
        // The age counts from before the first byte was asked for: never younger than the list is.
        const retrievedAt = now();
        const source = { baseUrl, transport, retry: options.retry, warn };
        const fetched = await fetchModels(source, held?.validators ?? null);
        return fetched === 'unchanged'
          ? confirm(held, baseUrl, retrievedAt)
          : entryOf(fetched, baseUrl, retrievedAt);
      } finally {
        // Where one list failed, the other two are of no use any more.
        finished.abort();
      }
    },
    async close() {
      await agent?.destroy();
    },
  };
}

function entryOf(
  { models, validators, sample }: FetchedModels,
  baseUrl: URL,
  retrievedAt: number,
): CachedCatalog {
  const source = { url: baseUrl.href, sample };
  return {
    snapshot: createSnapshot({ columns: columnsFromModels(models), retrievedAt, source }),
    validators,
  };
}

/** The server confirmed the list that is held: the same content, as of now. */
function confirm(held: CachedCatalog | null, baseUrl: URL, retrievedAt: number): CachedCatalog {
  if (held === null)
    throw new CatalogError('CATALOG_SHAPE', 'The server confirmed a list that was never read.', {
      details: { url: baseUrl.href, path: '' },
    });
  const content = { ...held.snapshot.content, retrievedAt };
  return { snapshot: createSnapshot(content, held.snapshot.digest), validators: held.validators };
}
