import type { Dispatcher } from 'undici';
import { createSnapshotCache, type SnapshotCache } from './cache/snapshot-cache.js';
import {
  type Catalog,
  type CatalogOptions,
  type CatalogSettings,
  type CatalogStatus,
  readOptions,
} from './catalog.js';
import { CatalogError } from './errors.js';
import type { IndexedSnapshot } from './indexed-snapshot.js';
import type { CatalogServer, FetchedCatalog } from './list/fetch-catalog.js';
import type { ServingHost } from './list/wire-schema.js';
import type { CatalogSnapshot, FreshnessLimits } from './snapshot.js';

/**
 * Creates a catalog. Nothing is read before the first call.
 *
 * @throws TypeError if an option is invalid
 */
export function createCatalog(options: CatalogOptions = {}): Catalog {
  return new RefreshingCatalog(options, readOptions(options));
}

/** After a failed refresh the catalog starts no other on its own for this long. */
const pauseAfterFailureMs = 30_000;
/** No server can make it pause for longer than this. */
const maxPauseMs = 3_600_000;

interface Failure {
  readonly error: CatalogError;
  readonly at: number;
  readonly pauseUntil: number;
}

class RefreshingCatalog implements Catalog {
  readonly limits: FreshnessLimits;
  readonly baseUrl: string;
  readonly #options: CatalogOptions;
  readonly #settings: CatalogSettings;
  readonly #cache: SnapshotCache | null;
  readonly #closing = new AbortController();
  /** Aborted when the catalog is closed, by `close()` or by the caller's signal. */
  readonly #closed: AbortSignal;
  /** Ours to close unless the caller gave it; created by the first request. */
  #dispatcher: Promise<Dispatcher> | null = null;
  #current: FetchedCatalog | null = null;
  #loading: Promise<void> | null = null;
  #refreshing: Promise<IndexedSnapshot> | null = null;
  #inBackground: Promise<void> | null = null;
  #failure: Failure | null = null;

  constructor(options: CatalogOptions, settings: CatalogSettings) {
    this.#options = options;
    this.#settings = settings;
    this.limits = settings.limits;
    this.baseUrl = settings.baseUrl.href.replace(/\/$/, '');
    this.#cache = options.cache ? createSnapshotCache(options.cache, settings.baseUrl, settings.warn) : null;
    const { signal } = this.#closing;
    this.#closed = options.signal ? AbortSignal.any([signal, options.signal]) : signal;
  }

  async snapshot(): Promise<CatalogSnapshot> {
    this.#rejectIfClosed();
    const usable = this.#usable();
    if (usable !== null) return usable;
    await this.#load();
    this.#rejectIfClosed();
    return this.#usable() ?? this.#fetchFirst();
  }

  async refresh(): Promise<CatalogSnapshot> {
    this.#rejectIfClosed();
    if (this.#current === null) await this.#load();
    return this.#refresh();
  }

  async hosts(slug: string): Promise<readonly ServingHost[]> {
    this.#rejectIfClosed();
    const [server, { fetchHosts }] = await Promise.all([this.#server(), import('./list/fetch-catalog.js')]);
    return fetchHosts(server, slug);
  }

  async status(): Promise<CatalogStatus> {
    if (this.#current === null && !this.#closed.aborted) await this.#load();
    const snapshot = this.#current?.snapshot ?? null;
    const retrievedAt = snapshot?.retrievedAt ?? null;
    const now = this.#settings.now();
    return {
      freshness: snapshot?.freshness(now, this.limits) ?? 'empty',
      digest: snapshot?.digest ?? null,
      retrievedAt,
      age: retrievedAt === null ? null : now - retrievedAt.getTime(),
      size: snapshot?.size ?? null,
      source: snapshot?.source ?? null,
      refreshing: this.#refreshing !== null,
      lastError: this.#failure?.error ?? null,
    };
  }

  async settled(): Promise<void> {
    await this.#inBackground;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#refreshing?.catch(() => {});
    await this.#inBackground;
    const dispatcher = await this.#dispatcher?.catch(() => null);
    if (dispatcher !== this.#options.dispatcher) await dispatcher?.destroy();
  }

  /** The current snapshot unless it is expired; a stale one starts a refresh in the background. */
  #usable(): IndexedSnapshot | null {
    const snapshot = this.#current?.snapshot ?? null;
    const freshness = snapshot?.freshness(this.#settings.now(), this.limits);
    if (freshness === 'stale') this.#refreshInBackground();
    return freshness === 'expired' ? null : snapshot;
  }

  /** Takes over what the cache holds if it is newer than the current snapshot. */
  #load(): Promise<void> {
    this.#loading ??= this.#loadOnce().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #loadOnce(): Promise<void> {
    const cached = (await this.#cache?.load()) ?? null;
    if (cached === null) return;
    const current = this.#current?.snapshot.retrievedAt;
    if (current === undefined || cached.snapshot.retrievedAt > current) this.#current = cached;
  }

  async #fetchFirst(): Promise<IndexedSnapshot> {
    if (this.#failure !== null && this.#isPaused()) throw this.#unavailable(this.#failure.error);
    try {
      return await this.#refresh();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #unavailable(cause: unknown): CatalogError {
    if (this.#closed.aborted) return closedError();
    const retrievedAt = this.#current?.snapshot.retrievedAt.toISOString() ?? null;
    const state =
      retrievedAt === null
        ? 'No model list is cached'
        : `The cached model list of ${retrievedAt} is too old to be used`;
    return new CatalogError('CATALOG_UNAVAILABLE', `${state}, and reading it failed: ${messageOf(cause)}`, {
      cause,
      details: { retrievedAt },
    });
  }

  #refreshInBackground(): void {
    if (this.#inBackground !== null || this.#refreshing !== null) return;
    if (this.#isPaused() || this.#closed.aborted) return;
    this.#inBackground = this.#adoptOrRefresh()
      .catch((cause: unknown) => {
        // The catalog was closed meanwhile: nothing went wrong.
        if (CatalogError.is(cause, 'CATALOG_ABORTED')) return;
        const message = `The model list could not be refreshed, so the current one is used until it expires: ${messageOf(cause)}`;
        this.#settings.warn(new CatalogError('CATALOG_REFRESH_FAILED', message, { cause }));
      })
      .finally(() => {
        this.#inBackground = null;
      });
  }

  /** Another process may have refreshed a shared cache already; then no request is needed. */
  async #adoptOrRefresh(): Promise<void> {
    await this.#load();
    if (this.#current?.snapshot.freshness(this.#settings.now(), this.limits) === 'fresh') return;
    await this.#refresh();
  }

  #isPaused(): boolean {
    const now = this.#settings.now();
    // A clock that jumped back behind the failure must not make the pause longer.
    return this.#failure !== null && now >= this.#failure.at && now < this.#failure.pauseUntil;
  }

  /** One refresh at a time, however many callers wait for it. */
  #refresh(): Promise<IndexedSnapshot> {
    this.#refreshing ??= this.#fetchAndSave().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #fetchAndSave(): Promise<IndexedSnapshot> {
    try {
      const entry = await this.#fetch();
      this.#current = entry;
      this.#failure = null;
      await this.#cache?.save(entry);
      return entry.snapshot;
    } catch (error) {
      if (CatalogError.is(error)) {
        const at = this.#settings.now();
        const retryAfter = CatalogError.is(error, 'CATALOG_HTTP_STATUS')
          ? (error.details.retryAfter ?? 0)
          : 0;
        const pause = Math.min(Math.max(pauseAfterFailureMs, retryAfter), maxPauseMs);
        this.#failure = { error, at, pauseUntil: at + pause };
      }
      throw error;
    }
  }

  async #fetch(): Promise<FetchedCatalog> {
    // Loaded only here: undici and zod take 140 ms to load, and a warm cache needs neither.
    const [server, { fetchCatalog }] = await Promise.all([this.#server(), import('./list/fetch-catalog.js')]);
    return fetchCatalog(server, this.#current);
  }

  async #server(): Promise<CatalogServer> {
    this.#dispatcher ??= this.#connect().catch((error: unknown) => {
      this.#dispatcher = null;
      throw error;
    });
    return { ...this.#settings, dispatcher: await this.#dispatcher, signal: this.#closed };
  }

  async #connect(): Promise<Dispatcher> {
    const { dispatcher } = this.#options;
    if (typeof dispatcher === 'object') return dispatcher;
    if (dispatcher !== undefined) return dispatcher();
    const { Agent } = await import('undici');
    return new Agent();
  }

  #rejectIfClosed(): void {
    if (this.#closed.aborted) throw closedError();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function closedError(): CatalogError {
  return new CatalogError('CATALOG_CLOSED', 'The catalog was closed. Create a new one.');
}
