import { Keyv } from 'keyv';
import { type CachedCatalog, createSnapshotCache, type SnapshotCache } from './cache/snapshot-cache.js';
import type { Catalog, CatalogStatus } from './catalog.js';
import type { CatalogOptions } from './catalog-options.js';
import { CatalogError } from './errors.js';
import { judgeFreshness } from './freshness.js';
import { createRefresher, type Refresher } from './refresh.js';
import { type Limits, readBaseUrl, readLimits } from './settings.js';
import type { IndexedSnapshot } from './snapshot/create-snapshot.js';
import type { CatalogSnapshot } from './snapshot/snapshot.js';

/** After a failed refresh, none is started on its own for this long: milliseconds. */
const pauseAfterFailureMs = 30_000;

/**
 * Creates a catalog. Nothing is read before the first call.
 *
 * @throws TypeError on options that can't be meant
 */
export function createCatalog(options: CatalogOptions = {}): Catalog {
  const baseUrl = readBaseUrl(options.baseUrl);
  const limits = readLimits(options);
  const warn = options.onWarning ?? emitWarning;
  const cache = createSnapshotCache(options.cache ?? new Keyv(), baseUrl, warn);
  const now = options.now ?? Date.now;
  const closing = new AbortController();
  const ended =
    options.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, options.signal]);
  const refresher = createRefresher({ ended, options, baseUrl, limits, warn, now });
  return new KeptCatalog({ cache, refresher, limits, warn, now, closing, ended });
}

interface Parts {
  readonly cache: SnapshotCache;
  readonly refresher: Refresher;
  readonly limits: Limits;
  readonly warn: (warning: CatalogError) => void;
  readonly now: () => number;
  readonly closing: AbortController;
  /** Aborted when the catalog is closed, by `close()` or by the caller's signal. */
  readonly ended: AbortSignal;
}

/** When the last refresh failed, why, and until when no other is started on its own. */
interface Failure {
  readonly error: CatalogError;
  readonly pauseUntil: number;
  readonly at: number;
}

class KeptCatalog implements Catalog {
  readonly #parts: Parts;
  #held: CachedCatalog | null = null;
  #loading: Promise<void> | null = null;
  #refreshing: Promise<IndexedSnapshot> | null = null;
  /** The refresh behind a stale snapshot, with the look into the cache before it. */
  #behind: Promise<void> | null = null;
  #failure: Failure | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async snapshot(): Promise<CatalogSnapshot> {
    this.#refuseClosed();
    const usable = this.#usable();
    if (usable !== null) return usable;
    await this.#load();
    this.#refuseClosed();
    return this.#usable() ?? this.#fetchFirst();
  }

  async refresh(): Promise<CatalogSnapshot> {
    this.#refuseClosed();
    if (this.#held === null) await this.#load();
    return this.#refresh();
  }

  async status(): Promise<CatalogStatus> {
    if (this.#held === null && !this.#closed) await this.#load();
    const snapshot = this.#held?.snapshot ?? null;
    const retrievedAt = snapshot?.retrievedAt ?? null;
    return {
      freshness: snapshot === null ? 'empty' : this.#freshnessOf(snapshot),
      digest: snapshot?.digest ?? null,
      retrievedAt,
      age: retrievedAt === null ? null : this.#parts.now() - retrievedAt.getTime(),
      size: snapshot?.size ?? null,
      source: snapshot?.source ?? null,
      refreshing: this.#refreshing !== null,
      lastError: this.#failure?.error ?? null,
    };
  }

  async settled(): Promise<void> {
    await this.#behind;
  }

  async close(): Promise<void> {
    this.#parts.closing.abort();
    await this.#parts.refresher.close();
    await this.#refreshing?.catch(() => {});
    await this.#behind;
  }

  get #closed(): boolean {
    return this.#parts.ended.aborted;
  }

  /** What is held, unless it is expired; a stale one starts a refresh behind it. */
  #usable(): IndexedSnapshot | null {
    const snapshot = this.#held?.snapshot ?? null;
    if (snapshot === null) return null;
    const freshness = this.#freshnessOf(snapshot);
    if (freshness === 'stale') this.#refreshBehind();
    return freshness === 'expired' ? null : snapshot;
  }

  #freshnessOf(snapshot: IndexedSnapshot): ReturnType<typeof judgeFreshness> {
    return judgeFreshness(snapshot.content.retrievedAt, this.#parts.now(), this.#parts.limits);
  }

  /** Takes what the cache holds, where that is newer than what is held. */
  #load(): Promise<void> {
    this.#loading ??= this.#parts.cache
      .load()
      .then((cached) => {
        if (cached !== null && isNewer(cached, this.#held)) this.#held = cached;
      })
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  async #fetchFirst(): Promise<IndexedSnapshot> {
    if (this.#paused() && this.#failure !== null) throw this.#unavailable(this.#failure.error);
    try {
      return await this.#refresh();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #unavailable(cause: unknown): CatalogError {
    if (this.#closed) return closedError();
    const held = this.#held?.snapshot.retrievedAt.toISOString();
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new CatalogError(
      'CATALOG_UNAVAILABLE',
      `${held === undefined ? 'No model list is cached' : `The cached model list of ${held} is too old to be used`}, ` +
        `and reading it failed: ${reason}`,
      { cause, details: { retrievedAt: held ?? null } },
    );
  }

  #refreshBehind(): void {
    if (this.#behind !== null || this.#refreshing !== null || this.#paused() || this.#closed) return;
    this.#behind = this.#adoptOrRefresh()
      .catch((cause: unknown) => {
        // Ended by whoever closed the catalog: nothing went wrong.
        if (cause instanceof CatalogError && cause.code === 'CATALOG_ABORTED') return;
        const reason = cause instanceof Error ? cause.message : String(cause);
        const message = `The model list could not be refreshed, so the one at hand is used until it expires: ${reason}`;
        this.#parts.warn(new CatalogError('CATALOG_REFRESH_FAILED', message, { cause }));
      })
      .finally(() => {
        this.#behind = null;
      });
  }

  /** Another process may have refreshed a shared cache already: then the network can be left alone. */
  async #adoptOrRefresh(): Promise<void> {
    await this.#load();
    if (this.#held !== null && this.#freshnessOf(this.#held.snapshot) === 'fresh') return;
    await this.#refresh();
  }

  #paused(): boolean {
    const now = this.#parts.now();
    // A clock that jumped back before the failure must not lengthen the pause.
    return this.#failure !== null && now >= this.#failure.at && now < this.#failure.pauseUntil;
  }

  /** One refresh at a time, however many callers wait. */
  #refresh(): Promise<IndexedSnapshot> {
    this.#refreshing ??= this.#fetchAndSave().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #fetchAndSave(): Promise<IndexedSnapshot> {
    try {
      const entry = await this.#parts.refresher.fetch(this.#held);
      this.#held = entry;
      this.#failure = null;
      await this.#parts.cache.save(entry);
      return entry.snapshot;
    } catch (error) {
      const at = this.#parts.now();
      const pause = Math.max(pauseAfterFailureMs, retryAfterOf(error));
      if (error instanceof CatalogError) this.#failure = { error, at, pauseUntil: at + pause };
      throw error;
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw closedError();
  }
}

function isNewer(cached: CachedCatalog, held: CachedCatalog | null): boolean {
  return held === null || cached.snapshot.content.retrievedAt > held.snapshot.content.retrievedAt;
}

/** Milliseconds that the server asked to wait; no longer than an hour, whatever it says. */
function retryAfterOf(error: unknown): number {
  const retryAfter = CatalogError.is(error, 'CATALOG_HTTP_STATUS') ? error.details.retryAfter : undefined;
  return Math.min(retryAfter ?? 0, 3_600_000);
}

function closedError(): CatalogError {
  return new CatalogError('CATALOG_CLOSED', 'The catalog was closed. Create a new one.');
}

function emitWarning(warning: CatalogError): void {
  process.emitWarning(warning.message, { type: 'DistillableWarning', code: warning.code });
}
