import { type CatalogModel, suggestNames } from '@distillable/catalog';
import { InvalidArgumentError } from 'commander';
import { usageError } from '../../errors.js';
import { highestPrice, isFree } from '../../terminal/numbers.js';
import { type ListColumnName, listColumnNames } from './columns.js';

/** The conditions for a row to be listed. It must meet all that are set. */
export interface ModelFilter {
  /** Any of these authors, in lower case. */
  readonly author?: readonly string[];
  /** Every word of it is in the slug, the canonical slug or the name. */
  readonly search?: string;
  /** Tokens. A row of unknown context length does not meet it. */
  readonly minContext?: number;
  /** USD per million tokens, for everything that is charged. A row with an unknown price does not meet it. */
  readonly maxPrice?: number;
  /** Nothing is charged: neither tokens nor requests, images, searches. */
  readonly free?: boolean;
  /** Takes or produces each of these. */
  readonly modality?: readonly string[];
  /** Supports each of these parameters. */
  readonly supports?: readonly string[];
}

/**
 * Rejects authors, modalities and parameters that no model has, as misspelt: an empty list would look like a result.
 *
 * @param models every row of the catalog
 * @throws CommandError `USAGE`, with the nearest known word
 */
export function rejectUnknownWords(filter: ModelFilter, models: readonly CatalogModel[]): void {
  const { author = [], modality = [], supports = [] } = filter;
  rejectUnknown('--author', author, 'No model in the list is by', () =>
    models.map(({ slug }) => authorOf(slug)),
  );
  rejectUnknown('--modality', modality, 'No model in the list takes or produces', () =>
    models.flatMap(({ inputModalities, outputModalities }) => [...inputModalities, ...outputModalities]),
  );
  rejectUnknown('--supports', supports, 'No model in the list supports', () =>
    models.flatMap(({ supportedParameters }) => supportedParameters),
  );
}

function rejectUnknown(
  flag: string,
  words: readonly string[],
  complaint: string,
  readKnown: () => readonly string[],
): void {
  if (words.length === 0) return;
  const known = new Set(readKnown());
  const unknown = words.find((word) => !known.has(word));
  if (unknown === undefined) return;
  throw usageError(`${flag}: ${complaint} "${unknown}".${nearestTo(unknown, known)}`);
}

function nearestTo(word: string, known: Iterable<string>): string {
  const [nearest] = suggestNames(word, known, 1);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

type Condition = (model: CatalogModel) => boolean;

/** The rows that meet every condition, in their order. */
export function filterModels(models: readonly CatalogModel[], filter: ModelFilter): readonly CatalogModel[] {
  const conditions = conditionsOf(filter);
  return models.filter((model) => conditions.every((isMet) => isMet(model)));
}

function conditionsOf(filter: ModelFilter): Condition[] {
  const { author, search, minContext, maxPrice, free, modality, supports } = filter;
  const conditions: Condition[] = [];
  if (author !== undefined) conditions.push((model) => author.includes(authorOf(model.slug)));
  if (search !== undefined) conditions.push(containsWords(search));
  if (minContext !== undefined) conditions.push((model) => (model.contextLength ?? -1) >= minContext);
  if (maxPrice !== undefined)
    conditions.push((model) => (highestPrice(model) ?? Number.POSITIVE_INFINITY) <= maxPrice);
  if (free === true) conditions.push(isFree);
  if (modality !== undefined) {
    conditions.push((model) =>
      modality.every(
        (wanted) => model.inputModalities.includes(wanted) || model.outputModalities.includes(wanted),
      ),
    );
  }
  if (supports !== undefined) {
    conditions.push((model) => supports.every((parameter) => model.supportedParameters.includes(parameter)));
  }
  return conditions;
}

/** The part before the slash; an alias belongs to the author it names. */
export function authorOf(slug: string): string {
  return slug.replace(/^~/, '').split('/', 1)[0]?.toLowerCase() ?? '';
}

function containsWords(search: string): Condition {
  const words = search.toLowerCase().split(/\s+/);
  return ({ slug, canonicalSlug, name }) => {
    const text = `${slug}\n${canonicalSlug}\n${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** The words for sorting a list. */
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

/** Sorted rows. One without the value comes last in either direction; equal ones stay in the order of their slugs. */
export function sortModels(
  models: readonly CatalogModel[],
  { key, descending }: SortOrder,
): readonly CatalogModel[] {
  const direction = descending ? -1 : 1;
  if (key === 'slug') return models.toSorted((a, b) => direction * compareText(a.slug, b.slug));
  return models
    .map((model) => ({ model, value: sortValue(model, key) }))
    .toSorted((a, b) => compareValues(a.value, b.value, direction) || compareText(a.model.slug, b.model.slug))
    .map(({ model }) => model);
}

function sortValue(model: CatalogModel, key: Exclude<SortKey, 'slug'>): number | null {
  if (key === 'created') return model.created;
  return key === 'context' ? model.contextLength : highestPrice(model);
}

function compareValues(a: number | null, b: number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return direction * (a - b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Names of columns from a comma list, in the order given, each once.
 *
 * @throws CommandError `USAGE`, naming the nearest known one
 */
export function parseColumnNames(text: string): readonly ListColumnName[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !isColumnName(name));
  if (unknown !== undefined) {
    const hint = nearestTo(unknown, listColumnNames);
    throw usageError(
      `--columns: there is no column "${unknown}".${hint} Columns: ${listColumnNames.join(', ')}.`,
    );
  }
  return [...new Set(names.filter(isColumnName))];
}

function isColumnName(name: string): name is ListColumnName {
  return listColumnNames.some((known) => known === name);
}
