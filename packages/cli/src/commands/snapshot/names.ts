import type { CatalogSnapshot } from '@distillable/catalog';

/** A name that a dataset may have for a model, and what the catalog says about it. Nulls: no row stands behind it. */
export interface NameRow {
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
  /** Set where the permissions are a sample: what to say about them. */
  readonly sample: string | null;
}

/** The columns of an exported table, in order. */
export const nameColumns: readonly (keyof NameRow)[] = [
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

/** A row for every name of the list. Dynamic variants (`:nitro`) are left to the join: they may follow any name. */
export function nameRows(snapshot: CatalogSnapshot): readonly NameRow[] {
  return snapshot.names().map((name) => nameRow(name, snapshot));
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
