import type { CatalogSnapshot } from '@distillable/catalog';
import { lastUpTo } from './numbers.js';

/** The catalogs that rows are judged by. */
export interface CatalogsInForce {
  /** By time, oldest first. */
  readonly snapshots: readonly CatalogSnapshot[];
  /**
   * When each came into force, in milliseconds since the epoch, where rows are judged by the one of their own time; null
   * where one judges all.
   */
  readonly since: readonly number[] | null;
}

/** One catalog for all rows, whatever their time; or for each row the newest of a list that had been read by its time. */
export function catalogsInForce(snapshots: CatalogSnapshot | readonly CatalogSnapshot[]): CatalogsInForce {
  if (!isList(snapshots)) return { snapshots: [snapshots], since: null };
  const ordered = snapshots.toSorted((a, b) => a.retrievedAt.getTime() - b.retrievedAt.getTime());
  return { snapshots: ordered, since: ordered.map(({ retrievedAt }) => retrievedAt.getTime()) };
}

function isList(
  snapshots: CatalogSnapshot | readonly CatalogSnapshot[],
): snapshots is readonly CatalogSnapshot[] {
  return Array.isArray(snapshots);
}

/** Index of the catalog in force at that time; -1 if there was none, or if the row has no time. */
export function periodAt(since: CatalogsInForce['since'], time: number | null): number {
  if (since === null) return 0;
  if (time === null) return -1;
  return lastUpTo(since, time);
}
