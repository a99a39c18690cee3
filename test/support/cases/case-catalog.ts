import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import { catalogAlias as alias, catalogModel, catalogSnapshot } from '../catalog-model.js';

/**
 * The catalog of the cases. Its authors are made up: every model of `open` is distillable, none of `closed` is, and
 * `mixed` has some of each.
 */
const models: readonly CatalogModel[] = [
  model('open/large', 'distillable', { canonicalSlug: 'open/large-20260101' }),
  model('open/small', 'distillable', { canonicalSlug: 'open/small-20260101' }),
  model('open/small:free', 'distillable', { canonicalSlug: 'open/small-20260101' }),
  model('open/painter', 'distillable', { outputModalities: ['image'] }),
  model('open/renamed', 'distillable', { canonicalSlug: 'former/model-20250101' }),

  model('closed/big', 'not-distillable', { canonicalSlug: 'closed/big-20260202' }),
  model('closed/big:free', 'not-distillable', { canonicalSlug: 'closed/big-20260202' }),
  model('closed/small', 'not-distillable'),

  model('mixed/good', 'distillable', { canonicalSlug: 'mixed/good-20260301' }),
  model('mixed/good:thinking', 'not-distillable', { canonicalSlug: 'mixed/good-20260301' }),
  model('mixed/bad', 'not-distillable'),
  model('mixed/in-both-lists', 'conflicting'),
  model('mixed/in-no-list', 'unlisted'),

  alias('~open/small-latest', 'open/small'),
  alias('~closed/big-latest', 'closed/big'),
  alias('~open/gone-latest', 'open/gone'),
  alias('~open/chain-latest', '~open/small-latest'),
  alias('~open/router-latest', 'openrouter/auto'),
  alias('~open/denied-latest', 'open/small', 'not-distillable'),
  alias('~open/silent-latest', null, 'distillable'),

  model('openrouter/auto', 'unlisted', { kind: 'router' }),
  model('openrouter/horizon', 'distillable', { kind: 'router' }),
];

/** What `prune` lets an auto router pick from: every eligible model that writes text, without variants. */
export const boundByPrune: readonly string[] = ['mixed/good', 'open/large', 'open/renamed', 'open/small'];

export const caseCatalog: CatalogSnapshot = catalogSnapshot(models, {
  retrievedAt: new Date('2026-09-02T00:00:00Z'),
});

function model(
  slug: string,
  permission: CatalogModel['permission'],
  more: Partial<CatalogModel> = {},
): CatalogModel {
  return catalogModel(slug, { permission, ...more });
}
