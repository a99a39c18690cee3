import type { Freshness } from '@distillable/catalog';
import type { Session } from '../session.js';
import { formatAge } from '../terminal/numbers.js';
import type { CatalogView } from './with-catalog.js';

/** What is said of the catalog in JSON output. */
export interface CatalogFacts {
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Milliseconds. */
  readonly age: number;
  readonly freshness: Freshness;
  /** Base URL of the API that the list was read from. */
  readonly source: string;
  /** Set where the permissions are a sample, not today's: what to say of them. */
  readonly sample: string | null;
}

/** Printed once wherever verdicts are shown to people. */
const caveat = "OpenRouter's labels are best effort; the licence decides.";

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

/** Says what the verdicts stand on. The sample and a list past its time are told even under `--quiet`. */
export function noteCatalog({ notes }: Session, { snapshot, freshness, ageMs }: CatalogView): void {
  const age = `${formatAge(ageMs)} (${freshness})`;
  notes.say(`catalog: ${snapshot.source.url} · ${age} · ${shortDigest(snapshot.digest)}`);
  notes.say(caveat);
  if (freshness !== 'fresh')
    notes.warn(`warning: this model list is ${age}; permissions may have changed since.`);
  if (snapshot.source.sample !== null) notes.warn(`SAMPLE: ${snapshot.source.sample}`);
}
