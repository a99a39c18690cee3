import { InvalidArgumentError } from 'commander';
import type { ModelFilter } from './filter-models.js';

/** How a list can be printed. */
export const listFormats = ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs'] as const;

/** One of {@link listFormats}. */
export type ListFormat = (typeof listFormats)[number];

/** What a list can be sorted by. */
export const sortKeys = ['slug', 'created', 'context', 'price'] as const;

/** One of {@link sortKeys}. */
export type SortKey = (typeof sortKeys)[number];

/** A key and a direction. */
export interface SortOrder {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** `price` (ascending), `-price` or `price:desc`, `price:asc`. */
export function parseSortOrder(text: string): SortOrder {
  const match = /^(-?)(\w+)(?::(asc|desc))?$/.exec(text.trim().toLowerCase());
  const key = sortKeys.find((known) => known === match?.[2]);
  if (match === null || key === undefined || (match[1] === '-' && match[3] !== undefined)) {
    throw new InvalidArgumentError(
      `Give one of ${sortKeys.join(', ')}; -price or price:desc turns the order around.`,
    );
  }
  return { key, descending: match[1] === '-' || match[3] === 'desc' };
}

/** The flags of `list`, as they were parsed. */
export interface ListFlags extends ModelFilter {
  readonly all?: boolean;
  readonly sort?: SortOrder;
  readonly limit?: number;
  /** Names of columns, still to be checked. */
  readonly columns?: string;
  readonly format?: ListFormat;
}
