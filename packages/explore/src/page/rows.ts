import type { CatalogModel, CatalogSnapshot, Verdict } from '@distillable/catalog';

/** A row of the table. */
export interface Row {
  readonly model: CatalogModel;
  readonly verdict: Verdict;
  /** Slug and name in lower case, to search in. */
  readonly searched: string;
}

/** What the table is narrowed to. */
export interface RowFilter {
  /** Words that all occur in slug or name. */
  readonly text: string;
  /** Null for any. */
  readonly verdict: Verdict | null;
}

/** A column that the table can be ordered by. */
export type SortColumn = 'slug' | 'verdict' | 'context' | 'prompt' | 'completion' | 'created';

/** What a row is ordered by; null if it is unknown. */
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
