import type { CatalogModel } from './model.js';
import type { Resolution } from './resolve.js';

/** The catalog at one time: immutable, synchronous, without I/O. */
export interface CatalogSnapshot {
  /**
   * `sha256:` and 64 hexadecimal digits over everything that affects a permission (slug, canonical slug, kind,
   * permission and alias target of every row) in canonical order. Two people with the same digest judge by the same list.
   */
  readonly digest: string;
  /** When the list was read, or last confirmed unchanged by the server. */
  readonly retrievedAt: Date;
  /** Where the list was read from. */
  readonly source: CatalogSource;
  /** Digest, time and source as plain JSON. */
  readonly identity: SnapshotIdentity;
  /** Number of rows. */
  readonly size: number;
  /** The row with exactly this id, or undefined. For its permission, {@link resolve} it. */
  get(slug: string): CatalogModel | undefined;
  /** Judges any text as a slug: id, canonical slug, variant, alias, router, preset. Never throws. */
  resolve(slug: string): Resolution;
  /** Every row, ordered by slug. */
  models(): readonly CatalogModel[];
  /** The rows whose slug resolves to `distillable`, including aliases of distillable models, ordered by slug. */
  distillable(): readonly CatalogModel[];
  /**
   * Every text that names a row or a known router: ids, canonical slugs, canonical slugs with a static variant. In code
   * unit order. Dynamic variants (`:nitro`) are not included: they may follow any of these names.
   */
  names(): readonly string[];
  /**
   * Judges the age of the snapshot.
   *
   * @param now milliseconds since the epoch
   * @param limits those of the catalog that it comes from. @default 1 hour fresh, 24 hours usable
   */
  freshness(now: number, limits?: FreshnessLimits): Freshness;
  /** The form that `JSON.stringify` writes and `parseSnapshot` reads. */
  toJSON(): SnapshotJson;
}

/** Where a snapshot was read from. */
export interface CatalogSource {
  /** Base URL of the API, without credentials. */
  readonly url: string;
  /**
   * Set if the server says that its permissions are a sample (response header `x-distillable-sample`), as the sandbox
   * does: the text to show wherever a verdict is shown. Null for a live list.
   */
  readonly sample: string | null;
}

/** The JSON form of a snapshot, as `distillable snapshot export` writes it. */
export interface SnapshotJson {
  /** The version of this form. */
  readonly schemaVersion: 1;
  /** {@link CatalogSnapshot.digest} of the rows. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Where the list was read from. */
  readonly source: CatalogSource;
  /** Ordered by slug. */
  readonly models: readonly CatalogModel[];
}

/** The facts that identify a snapshot, as plain JSON: for decisions, receipts and reports. */
export type SnapshotIdentity = Pick<SnapshotJson, 'digest' | 'retrievedAt' | 'source'>;

/** `fresh`: within `ttl`. `stale`: within `maxStale`; served while a refresh runs. `expired`: never served. */
export type Freshness = 'fresh' | 'stale' | 'expired';

/** Ages of a snapshot in milliseconds. */
export interface FreshnessLimits {
  /** Up to this age it is `fresh`. */
  readonly ttl: number;
  /** Up to this age it is `stale`. */
  readonly maxStale: number;
}

/** One hour fresh, one day usable. */
export const defaultLimits: FreshnessLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

/** A snapshot from this little in the future was written by a machine with another clock: it counts as new. */
const clockSkewMs = 60_000;

/**
 * Judges a snapshot's age. One from the future (the clock jumped back) is never fresh, and it is expired if it is more
 * than `maxStale` ahead: otherwise it would be served for as long as the clock is wrong.
 *
 * @param retrievedAt milliseconds since the epoch, as is `now`
 */
export function judgeFreshness(retrievedAt: number, now: number, limits: FreshnessLimits): Freshness {
  const age = now - retrievedAt;
  if (Number.isNaN(age)) return 'expired';
  if (age >= -clockSkewMs && age <= limits.ttl) return 'fresh';
  return Math.abs(age) <= limits.maxStale ? 'stale' : 'expired';
}
