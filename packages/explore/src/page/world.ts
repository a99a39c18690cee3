import {
  type CatalogSnapshot,
  type FreshnessLimits,
  isObject,
  parseSnapshot,
  parseTerms,
  type TermsTable,
} from '@distillable/catalog';
import { type Policy, parsePolicy } from '@distillable/core';
import { type Row, rowsOf } from './rows.js';

/** All that the page shows and judges by. */
export interface World {
  readonly snapshot: CatalogSnapshot;
  readonly rows: readonly Row[];
  readonly limits: FreshnessLimits;
  readonly policy: Policy;
  readonly terms: TermsTable;
  /** Of the program. */
  readonly version: string;
  /** When the page was opened: milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Reads and checks `ExploreData`, the digests of list and terms included.
 *
 * @throws DistillableError, TypeError if it is not that
 */
export function readWorld(data: unknown, now: number): World {
  if (!isObject(data)) throw new TypeError('The data of this page is not an object.');
  const snapshot = parseSnapshot(data['snapshot']);
  return {
    snapshot,
    rows: rowsOf(snapshot),
    limits: readLimits(data['limits']),
    policy: parsePolicy(data['policy']),
    terms: parseTerms(data['terms']),
    version: String(data['version']),
    now,
  };
}

function readLimits(limits: unknown): FreshnessLimits {
  if (isObject(limits) && typeof limits['ttl'] === 'number' && typeof limits['maxStale'] === 'number') {
    return { ttl: limits['ttl'], maxStale: limits['maxStale'] };
  }
  throw new TypeError('The data of this page has no limits of freshness.');
}
