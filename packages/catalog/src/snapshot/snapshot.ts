import type { CatalogModel } from './catalog-model.js';
import type { Resolution } from './resolution.js';

/** Where a snapshot was read from. */
export interface CatalogSource {
  /** Base URL of the API, without credentials. */
  readonly url: string;
  /**
   * Set when the server says that its permissions are a sample (response header `x-distillable-sample`), as the
   * sandbox does: the text to show wherever a verdict is shown. Null for a live list.
   */
  readonly sample: string | null;
}

/** The readable JSON form of a snapshot; what `distillable snapshot export` writes. */
export interface SnapshotJson {
  readonly schemaVersion: 1;
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  readonly source: CatalogSource;
  readonly models: readonly CatalogModel[];
}

/** The catalog at one time: immutable, synchronous, without I/O. */
export interface CatalogSnapshot {
  /**
   * `sha256:` and 64 hexadecimal digits over the permission-bearing content (slug, canonical slug, kind, permission,
   * alias target of every row) in canonical order: two people with the same digest judge by the same list.
   */
  readonly digest: string;
  /** When the list was read, or last confirmed unchanged by the server. */
  readonly retrievedAt: Date;
  readonly source: CatalogSource;
  /** Number of rows. */
  readonly size: number;
  /** The row with exactly this id, or undefined. Says nothing about permission: see {@link resolve}. */
  get(slug: string): CatalogModel | undefined;
  /** Judges any slug: id, canonical slug, variant, alias, router, preset. Never throws. */
  resolve(slug: string): Resolution;
  /** Every row, ordered by slug. */
  models(): readonly CatalogModel[];
  /** The rows whose own slug resolves to `distillable` (aliases of distillable models too), ordered by slug. */
  distillable(): readonly CatalogModel[];
  toJSON(): SnapshotJson;
}
