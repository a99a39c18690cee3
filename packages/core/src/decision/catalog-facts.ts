import { type CatalogSnapshot, type Freshness, judgeFreshness } from '@distillable/catalog/light';
import type { DecisionCatalog } from './decision.js';

/** The limits of a catalog that nobody configured otherwise. */
const usualLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

interface KnownFacts {
  readonly retrievedAt: number;
  readonly byFreshness: Map<Freshness | null, DecisionCatalog>;
}
const knownFacts = new WeakMap<CatalogSnapshot, KnownFacts>();

/** What a decision says of its catalog; the same object for the same snapshot and freshness. */
export function catalogFacts(snapshot: CatalogSnapshot, now: number | undefined): DecisionCatalog {
  let known = knownFacts.get(snapshot);
  if (known === undefined) {
    known = { retrievedAt: snapshot.retrievedAt.getTime(), byFreshness: new Map() };
    knownFacts.set(snapshot, known);
  }
  const freshness = now === undefined ? null : judgeFreshness(known.retrievedAt, now, usualLimits);
  const facts = known.byFreshness.get(freshness);
  if (facts !== undefined) return facts;
  const { digest, source } = snapshot;
  const retrievedAt = new Date(known.retrievedAt).toISOString();
  const added = Object.freeze({ digest, retrievedAt, freshness, source });
  known.byFreshness.set(freshness, added);
  return added;
}
