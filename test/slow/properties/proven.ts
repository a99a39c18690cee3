import type { CatalogModel } from '@distillable/catalog';

type Rows = readonly CatalogModel[];

const routers =
  /^(openrouter\/(auto|auto-beta|free|fusion|fusion-flash|bodybuilder|pareto-code)|nvidia\/switchyard|typesafe\/jev-router)(:|$)/;
const presets = /@preset\//i;

/**
 * Whether a list proves that a slug's text may be used: the rules once more in the plainest words, without the index,
 * the steps and the codes of the real resolver, so that a mistake there is not repeated here. Every row that the server
 * might serve has to be a model with the permission.
 */
export function isProven(slug: string, rows: Rows): boolean {
  if (presets.test(slug) || routers.test(slug)) return false;
  const named = rowsNamed(slug, rows);
  return named.length > 0 && named.every((row) => isProvenRow(row, rows));
}

/** Whether a list knows a slug at all, in any role. */
export function isKnown(slug: string, rows: Rows): boolean {
  return presets.test(slug) || routers.test(slug) || rowsNamed(slug, rows).length > 0;
}

/** Whether everything that a candidate pattern may match is proven. */
export function isProvenPattern(pattern: string, excluded: readonly string[], rows: Rows): boolean {
  const members = rows
    .filter(({ kind, slug }) => kind === 'model' && fits(pattern, slug))
    .filter(({ slug }) => !excluded.some((other) => fits(other, slug)));
  return members.length > 0 && members.every(({ slug }) => isProven(slug, rows));
}

/** The rows behind a slug: by id, else by canonical slug, else, for variants that are no own model, by what precedes it. */
function rowsNamed(slug: string, rows: Rows): Rows {
  const own = rows.filter((row) => row.slug === slug);
  if (own.length > 0) return own;
  const sharing = rows.filter((row) => row.canonicalSlug === slug);
  const plain = sharing.filter((row) => !row.slug.includes(':'));
  if (plain.length > 0) return plain;
  if (sharing.length > 0) return sharing;
  const variants = rows.filter(
    (row) => row.slug.includes(':') && row.canonicalSlug + variantOf(row) === slug,
  );
  if (variants.length > 0) return variants;
  const shorter = slug.replace(/:(nitro|floor|online|exacto)$/, '');
  return shorter === slug ? [] : rowsNamed(shorter, rows);
}

function variantOf({ slug }: CatalogModel): string {
  return slug.slice(slug.lastIndexOf(':'));
}

function isProvenRow(row: CatalogModel, rows: Rows): boolean {
  const { kind, permission, aliasTarget } = row;
  if (kind === 'router') return false;
  if (kind === 'model' || aliasTarget === null) return permission === 'distillable';
  if (permission === 'not-distillable' || permission === 'conflicting') return false;
  if (presets.test(aliasTarget) || routers.test(aliasTarget)) return false;
  const targets = rowsNamed(aliasTarget, rows);
  return targets.length > 0 && targets.every((each) => each.kind === 'model' && isProvenRow(each, rows));
}

function fits(pattern: string, slug: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(slug);
}
