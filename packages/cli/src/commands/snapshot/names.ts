import type { CatalogSnapshot } from '@distillable/catalog';

/** A name that a dataset may have for a model, and its verdict. Fields are null if there is no row for it. */
interface NameRow {
  readonly name: string;
  /** The verdict of an audit's row that gives this name. */
  readonly verdict: 'distillable' | 'not-distillable' | 'unknown';
  readonly slug: string | null;
  readonly canonical_slug: string | null;
  readonly kind: string;
  readonly permission: string | null;
  readonly alias_target: string | null;
  /** ISO 8601, UTC. */
  readonly retrieved_at: string;
  readonly digest: string;
  /** Set if the permissions are a sample: the warning to show. */
  readonly sample: string | null;
}

/** The columns of an exported table, in order. */
const nameColumns: readonly (keyof NameRow)[] = [
  'name',
  'verdict',
  'slug',
  'canonical_slug',
  'kind',
  'permission',
  'alias_target',
  'retrieved_at',
  'digest',
  'sample',
];

/**
 * A table with a row for every name of the list, as CSV or Parquet. Dynamic variants (`:nitro`) are left to the join: they
 * may follow any name.
 */
export async function exportNames(
  snapshot: CatalogSnapshot,
  format: 'csv' | 'parquet',
): Promise<string | Uint8Array> {
  const rows = snapshot.names().map((name) => nameRow(name, snapshot));
  if (format === 'parquet') return toParquet(rows);
  const { stringify } = await import('csv-stringify/sync');
  // Cells are keys of a join, so they are not escaped for spreadsheets.
  return stringify(rows, { header: true, columns: [...nameColumns] });
}

function nameRow(name: string, snapshot: CatalogSnapshot): NameRow {
  const { verdict, model, steps } = snapshot.resolve(name);
  const alias = steps.find((step) => step.kind === 'alias');
  const row = alias === undefined ? model : (snapshot.get(alias.slug) ?? model);
  return {
    name,
    verdict: verdict === 'dynamic' ? 'unknown' : verdict,
    slug: row?.slug ?? null,
    canonical_slug: row?.canonicalSlug ?? null,
    kind: row?.kind ?? 'router',
    permission: row?.permission ?? null,
    alias_target: row?.aliasTarget ?? null,
    retrieved_at: snapshot.retrievedAt.toISOString(),
    digest: snapshot.digest,
    sample: snapshot.source.sample,
  };
}

const textColumn = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

const timeColumn = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
} as const;

async function toParquet(rows: readonly NameRow[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columns = nameColumns.map((name) => ({
    name,
    repetition_type: 'OPTIONAL' as const,
    ...(name === 'retrieved_at' ? timeColumn : textColumn),
  }));
  const columnData = nameColumns.map((name) => ({
    name,
    data: rows.map((row) => (name === 'retrieved_at' ? new Date(row.retrieved_at) : row[name])),
  }));
  return new Uint8Array(
    parquetWriteBuffer({ columnData, schema: [{ name: 'names', num_children: columns.length }, ...columns] }),
  );
}
