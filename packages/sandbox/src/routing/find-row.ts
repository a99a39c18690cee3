import type { ModelRow } from '../catalog/sandbox-catalog.js';

const dynamicVariants = new Set(['nitro', 'floor', 'online', 'exacto']);

/**
 * The row that a slug names: by its id, by its canonical slug, or, for a dynamic variant without a row of its own, the
 * row of its base. An alias is returned itself, not its target.
 */
export function findRow(slug: string, models: readonly ModelRow[]): ModelRow | undefined {
  const own = findExactly(slug, models);
  if (own !== undefined) return own;
  const { base, variant } = splitVariant(slug);
  if (variant === null) return undefined;
  const row = findExactly(base, models);
  if (row === undefined || dynamicVariants.has(variant)) return row;
  return models.find(({ id }) => id === `${row.id}:${variant}`);
}

/** The row that serves when a row is asked for: an alias's target, and any other row itself. */
export function servingRow(row: ModelRow, models: readonly ModelRow[]): ModelRow | undefined {
  return row.alias_target ? findRow(row.alias_target.slug, models) : row;
}

/** The id of the row that serves a slug; undefined when the slug names nothing. */
export function servingId(slug: string, models: readonly ModelRow[]): string | undefined {
  const row = findRow(slug, models);
  return row === undefined ? undefined : servingRow(row, models)?.id;
}

function findExactly(slug: string, models: readonly ModelRow[]): ModelRow | undefined {
  const row = models.find(({ id }) => id === slug);
  if (row !== undefined) return row;
  // A base and its variants share their canonical slug, which then means the base.
  const sharing = models.filter(({ canonical_slug: canonical }) => canonical === slug);
  return sharing.find(({ id }) => splitVariant(id).variant === null) ?? sharing[0];
}

function splitVariant(slug: string): { readonly base: string; readonly variant: string | null } {
  const colon = slug.indexOf(':', slug.indexOf('/'));
  if (colon === -1) return { base: slug, variant: null };
  return { base: slug.slice(0, colon), variant: slug.slice(colon + 1) };
}
