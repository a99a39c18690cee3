import type { CatalogSnapshot } from '@distillable/catalog';
import { lastUpTo } from './numbers.js';

/** A day in milliseconds. */
export const dayMs = 86_400_000;

/** The catalogs that rows are judged by. */
export interface CatalogsInForce {
  /** By time, oldest first. */
  readonly snapshots: readonly CatalogSnapshot[];
  readonly periods: Periods;
}

/** When catalogs were in force. Plain data: it travels between threads. */
export interface Periods {
  /** When each had been read, in milliseconds since the epoch. */
  readonly since: readonly number[];
  /** Whether rows are judged by the one of their own time; otherwise the only one judges all. */
  readonly byTime: boolean;
}

/** One catalog for all rows, whatever their time; or for each row the newest of a list that had been read by its time. */
export function catalogsInForce(snapshots: CatalogSnapshot | readonly CatalogSnapshot[]): CatalogsInForce {
  const byTime = isList(snapshots);
  const list = byTime ? snapshots : [snapshots];
  const ordered = list.toSorted((a, b) => a.retrievedAt.getTime() - b.retrievedAt.getTime());
  return {
    snapshots: ordered,
    periods: { since: ordered.map(({ retrievedAt }) => retrievedAt.getTime()), byTime },
  };
}

function isList(
  snapshots: CatalogSnapshot | readonly CatalogSnapshot[],
): snapshots is readonly CatalogSnapshot[] {
  return Array.isArray(snapshots);
}

/** Index of the catalog in force at that time; -1 if there was none, or if the row has no time. */
export function periodAt({ since, byTime }: Periods, time: number | null): number {
  if (!byTime) return 0;
  if (time === null) return -1;
  return lastUpTo(since, time);
}

/** Whether a row is of a day that began before the only catalog had been read. */
export function isOlder({ since, byTime }: Periods, time: number | null): boolean {
  return !byTime && time !== null && Math.floor(time / dayMs) * dayMs < (since[0] ?? 0);
}
