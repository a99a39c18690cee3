import type { CatalogModel, ModelKind, Permission } from './catalog-model.js';

/**
 * Rows of the catalog by column, ordered by slug. This is what is cached: it parses several times faster than rows,
 * and a row's object is made only when somebody looks at it.
 */
export interface ModelColumns {
  readonly slug: readonly string[];
  /** Null where it equals the slug. */
  readonly canonicalSlug: readonly (string | null)[];
  readonly name: readonly string[];
  readonly kind: readonly ModelKind[];
  readonly permission: readonly Permission[];
  readonly aliasTarget: readonly (string | null)[];
  readonly created: readonly (number | null)[];
  readonly contextLength: readonly (number | null)[];
  readonly promptPrice: readonly (string | null)[];
  readonly completionPrice: readonly (string | null)[];
  readonly expirationDate: readonly (string | null)[];
  readonly huggingFaceId: readonly (string | null)[];
  /** Indexes into {@link ModelColumns.lists}: few combinations are shared by many rows. */
  readonly inputModalities: readonly number[];
  readonly outputModalities: readonly number[];
  readonly supportedParameters: readonly number[];
  /** Each list as indexes into {@link ModelColumns.words}. */
  readonly lists: readonly (readonly number[])[];
  readonly words: readonly string[];
}

/** Orders by UTF-16 code units: the same everywhere, whatever the locale. */
function compareSlugs(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function columnsFromModels(models: readonly CatalogModel[]): ModelColumns {
  const rows = models.toSorted((a, b) => compareSlugs(a.slug, b.slug));
  const words = createDictionary<string>();
  const lists = createDictionary<readonly number[]>();
  const indexOf = (list: readonly string[]): number => lists.indexOf(list.map(words.indexOf));
  return {
    slug: rows.map((row) => row.slug),
    canonicalSlug: rows.map((row) => (row.canonicalSlug === row.slug ? null : row.canonicalSlug)),
    name: rows.map((row) => row.name),
    kind: rows.map((row) => row.kind),
    permission: rows.map((row) => row.permission),
    aliasTarget: rows.map((row) => row.aliasTarget),
    created: rows.map((row) => row.created),
    contextLength: rows.map((row) => row.contextLength),
    promptPrice: rows.map((row) => row.promptPrice),
    completionPrice: rows.map((row) => row.completionPrice),
    expirationDate: rows.map((row) => row.expirationDate),
    huggingFaceId: rows.map((row) => row.huggingFaceId),
    inputModalities: rows.map((row) => indexOf(row.inputModalities)),
    outputModalities: rows.map((row) => indexOf(row.outputModalities)),
    supportedParameters: rows.map((row) => indexOf(row.supportedParameters)),
    lists: lists.entries,
    words: words.entries,
  };
}

interface Dictionary<Value> {
  readonly entries: readonly Value[];
  readonly indexOf: (value: Value) => number;
}

/** Numbers values in the order in which they are first seen. */
function createDictionary<Value>(): Dictionary<Value> {
  const entries: Value[] = [];
  const indexes = new Map<string, number>();
  return {
    entries,
    indexOf(value) {
      const key = JSON.stringify(value);
      const known = indexes.get(key);
      if (known !== undefined) return known;
      indexes.set(key, entries.length);
      return entries.push(value) - 1;
    },
  };
}

/** The row at `index`, frozen. */
export function modelAt(columns: ModelColumns, index: number): CatalogModel {
  const slug = cell(columns.slug, index);
  const list = (column: readonly number[]) =>
    Object.freeze(cell(columns.lists, cell(column, index)).map((word) => cell(columns.words, word)));
  return Object.freeze({
    slug,
    canonicalSlug: cell(columns.canonicalSlug, index) ?? slug,
    name: cell(columns.name, index),
    kind: cell(columns.kind, index),
    permission: cell(columns.permission, index),
    aliasTarget: cell(columns.aliasTarget, index),
    created: cell(columns.created, index),
    contextLength: cell(columns.contextLength, index),
    promptPrice: cell(columns.promptPrice, index),
    completionPrice: cell(columns.completionPrice, index),
    inputModalities: list(columns.inputModalities),
    outputModalities: list(columns.outputModalities),
    supportedParameters: list(columns.supportedParameters),
    expirationDate: cell(columns.expirationDate, index),
    huggingFaceId: cell(columns.huggingFaceId, index),
  });
}

/** Columns were checked to be of one length when they were read, so a hole is a bug. */
function cell<Value>(column: readonly Value[], index: number): Value {
  const value = column[index];
  if (value === undefined) throw new RangeError(`no row ${index} in a column of ${column.length}`);
  return value;
}
