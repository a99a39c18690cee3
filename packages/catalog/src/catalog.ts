import type { CatalogError } from './errors.js';
import type { Freshness } from './freshness.js';
import type { CatalogSnapshot, CatalogSource } from './snapshot/snapshot.js';

/** What a catalog holds right now. */
export interface CatalogStatus {
  /** `empty`: nothing loaded and nothing cached. */
  readonly freshness: Freshness | 'empty';
  readonly digest: string | null;
  readonly retrievedAt: Date | null;
  /** Milliseconds since `retrievedAt`; negative when the clock jumped back. */
  readonly age: number | null;
  readonly size: number | null;
  readonly source: CatalogSource | null;
  readonly refreshing: boolean;
  /** Why the last refresh failed; null after one that succeeded. */
  readonly lastError: CatalogError | null;
}

/** The model list, kept fresh. */
export interface Catalog {
  /**
   * The snapshot to judge by. At once when one is loaded and not expired; otherwise after the cache or the network
   * gave one.
   *
   * @throws CatalogError `CATALOG_UNAVAILABLE` when there is none and none can be had; `CATALOG_CLOSED`.
   */
  snapshot(): Promise<CatalogSnapshot>;
  /**
   * Reads the list from the server now, whatever the age; joins a refresh that is already running.
   *
   * @throws CatalogError with the reason.
   */
  refresh(): Promise<CatalogSnapshot>;
  /**
   * Waits for the refresh that runs behind a stale snapshot, if one does; its failure is a warning. For programs that end
   * soon after they asked: the next one finds a fresh list.
   */
  settled(): Promise<void>;
  /** What is loaded, or cached. Never goes to the network, never throws for a missing catalog. */
  status(): Promise<CatalogStatus>;
  /** Ends running requests and closes what the catalog opened, so that the process can exit. Idempotent. */
  close(): Promise<void>;
}
