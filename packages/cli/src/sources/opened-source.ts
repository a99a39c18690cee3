import { type CatalogSnapshot, type Freshness, judgeFreshness } from '@distillable/catalog/light';
import type { Policy } from '@distillable/core';

/** Milliseconds: the catalog's own defaults, stated here because `--offline` and files are judged by them too. */
export const freshnessLimits: FreshnessLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

/** Ages up to which a list is fresh, and usable at all: milliseconds. */
export interface FreshnessLimits {
  readonly ttl: number;
  readonly maxStale: number;
}

/** A list that is too old for the policy is read anew, as one that is too old for everybody. */
export function limitsOf({ maxCatalogAge = Number.POSITIVE_INFINITY }: Policy): FreshnessLimits {
  const { ttl, maxStale } = freshnessLimits;
  return { ttl: Math.min(ttl, maxCatalogAge), maxStale: Math.min(maxStale, maxCatalogAge) };
}

/** A snapshot and how far it may be trusted. */
export interface CatalogView {
  readonly snapshot: CatalogSnapshot;
  readonly freshness: Freshness;
  /** Milliseconds since it was read; negative when the clock jumped back. */
  readonly ageMs: number;
}

/** An opened origin of the catalog. */
export interface OpenedSource {
  readonly view: CatalogView;
  /** Waits for what goes on behind the answer (a refresh of a stale list), within reason. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Judges a snapshot's age as of `now`. */
export function viewSnapshot(snapshot: CatalogSnapshot, now: number): CatalogView {
  const retrievedAt = snapshot.retrievedAt.getTime();
  return { snapshot, freshness: judgeFreshness(retrievedAt, now, freshnessLimits), ageMs: now - retrievedAt };
}
