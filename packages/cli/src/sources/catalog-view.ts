import type { CatalogSnapshot, Freshness, FreshnessLimits } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import type { Session } from '../session.js';
import { formatAge } from '../terminal/numbers.js';

/** A snapshot and how old it is. */
export interface CatalogView {
  readonly snapshot: CatalogSnapshot;
  readonly freshness: Freshness;
  /** Milliseconds since it was read; negative when the clock jumped back. */
  readonly ageMs: number;
}

/** The catalog's own defaults, in milliseconds; lists from files and under `--offline` are judged by them too. */
export const freshnessLimits: FreshnessLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

/** A list that is too old for the policy is read again, as one that has expired is. */
export function limitsOf({ maxCatalogAge = Number.POSITIVE_INFINITY }: Policy): FreshnessLimits {
  const { ttl, maxStale } = freshnessLimits;
  return { ttl: Math.min(ttl, maxCatalogAge), maxStale: Math.min(maxStale, maxCatalogAge) };
}

/** Judges a snapshot's age as of `now`. */
export function viewSnapshot(
  snapshot: CatalogSnapshot,
  now: number,
  limits: FreshnessLimits = freshnessLimits,
): CatalogView {
  const ageMs = now - snapshot.retrievedAt.getTime();
  return { snapshot, freshness: snapshot.freshness(now, limits), ageMs };
}

/** The catalog in JSON output. */
export interface CatalogFacts {
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Milliseconds. */
  readonly age: number;
  readonly freshness: Freshness;
  /** Base URL of the API that the list was read from. */
  readonly source: string;
  /** A sentence to show if the permissions are a sample, not today's; null otherwise. */
  readonly sample: string | null;
}

export function catalogFacts({ snapshot, freshness, ageMs }: CatalogView): CatalogFacts {
  return {
    digest: snapshot.digest,
    retrievedAt: snapshot.retrievedAt.toISOString(),
    age: ageMs,
    freshness,
    source: snapshot.source.url,
    sample: snapshot.source.sample,
  };
}

/** `sha256:` and the first twelve digits: enough to compare by eye. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

const caveat = "OpenRouter's labels are best effort; the licence decides.";

/** Says what the verdicts are based on. A sample or an old list is reported even under `--quiet`. */
export function noteCatalog({ notes }: Session, { snapshot, freshness, ageMs }: CatalogView): void {
  const age = `${formatAge(ageMs)} (${freshness})`;
  notes.say(`catalog: ${snapshot.source.url} · ${age} · ${shortDigest(snapshot.digest)}`);
  notes.say(caveat);
  if (freshness !== 'fresh') {
    notes.warn(`warning: this model list is ${age}; permissions may have changed since.`);
  }
  if (snapshot.source.sample !== null) notes.warn(`SAMPLE: ${snapshot.source.sample}`);
}
