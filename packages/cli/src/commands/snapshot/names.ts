import { type CatalogModel, type CatalogSnapshot, knownRouters, splitVariant } from '@distillable/catalog';

/** A name that a dataset may have for a model, and what the catalog says of it. Nulls: no row stands behind it. */
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
  /** Set where the permissions are a sample: what to say of them. */
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

/**
 * Every name that leads to a row: ids, canonical slugs, canonical slugs with a static variant, and the known routers.
 * Dynamic variants (`:nitro`) are left to the join: they may follow any name, several at once.
 */
export function nameRows(snapshot: CatalogSnapshot): readonly NameRow[] {
  const names = new Set([...snapshot.models().flatMap(namesOf), ...knownRouters]);
  return [...names].toSorted(byCodeUnit).map((name) => nameRow(name, snapshot));
}

function namesOf({ slug, canonicalSlug }: CatalogModel): readonly string[] {
  const { variant } = splitVariant(slug);
  const names = [slug, canonicalSlug];
  return variant === null ? names : [...names, `${canonicalSlug}:${variant}`];
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

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
