import {
  type CatalogModel,
  type CatalogSnapshot,
  type FreshnessLimits,
  isObject,
  parseSnapshot,
  parseTerms,
  type TermsTable,
  type Verdict,
} from '@distillable/catalog';
import { type Policy, parsePolicy } from '@distillable/core';

/** Everything that the page shows and judges by. */
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

/** A row of the table. */
export interface Row {
  readonly model: CatalogModel;
  readonly verdict: Verdict;
  /** Slug and name in lower case, to search in. */
  readonly searched: string;
}

/** The filters of the table. */
export interface RowFilter {
  /** Words that all occur in slug or name. */
  readonly text: string;
  /** Null for any. */
  readonly verdict: Verdict | null;
}

/** A column that the table can be ordered by. */
export type SortColumn = 'slug' | 'verdict' | 'context' | 'prompt' | 'completion' | 'created';

/** The value by which rows are ordered; null if it is unknown. */
const values: Readonly<Record<SortColumn, (row: Row) => string | number | null>> = {
  slug: ({ model }) => model.slug,
  verdict: ({ verdict }) => verdict,
  context: ({ model }) => model.contextLength,
  prompt: ({ model }) => numberOf(model.promptPrice),
  completion: ({ model }) => numberOf(model.completionPrice),
  created: ({ model }) => model.created,
};

/** The order of the table. */
export interface RowOrder {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Every row of the list, judged. */
export function rowsOf(snapshot: CatalogSnapshot): readonly Row[] {
  return snapshot.models().map((model) => ({
    model,
    verdict: snapshot.resolve(model.slug).verdict,
    searched: `${model.slug} ${model.name}`.toLowerCase(),
  }));
}

export function filterRows(rows: readonly Row[], { text, verdict }: RowFilter): readonly Row[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(
    (row) =>
      (verdict === null || row.verdict === verdict) && words.every((word) => row.searched.includes(word)),
  );
}

/** What is unknown comes last in either direction; equal rows keep the order of their slugs. */
export function sortRows(rows: readonly Row[], { column, descending }: RowOrder): readonly Row[] {
  const read = values[column];
  const known = rows.flatMap((row) => {
    const value = read(row);
    return value === null ? [] : [{ row, value }];
  });
  const sign = descending ? -1 : 1;
  known.sort((one, other) => (one.value === other.value ? 0 : one.value < other.value ? -sign : sign));
  return [...known.map(({ row }) => row), ...rows.filter((row) => read(row) === null)];
}

function numberOf(price: string | null): number | null {
  return price === null ? null : Number(price);
}
