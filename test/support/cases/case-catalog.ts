import { type CatalogModel, type CatalogSnapshot, snapshotFromModels } from '@distillable/catalog';

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

export const caseCatalog: CatalogSnapshot = snapshotFromModels({
  models,
  retrievedAt: new Date('2026-09-02T00:00:00Z'),
  source: { url: 'https://openrouter.test/api/v1', sample: null },
});

function alias(
  slug: string,
  aliasTarget: string | null,
  permission: CatalogModel['permission'] = 'unlisted',
): CatalogModel {
  return model(slug, permission, { kind: 'alias', aliasTarget });
}

function model(
  slug: string,
  permission: CatalogModel['permission'],
  more: Partial<CatalogModel> = {},
): CatalogModel {
  return {
    slug,
    canonicalSlug: slug,
    name: slug,
    kind: 'model',
    permission,
    aliasTarget: null,
    created: null,
    contextLength: 131_072,
    promptPrice: '0.000001',
    completionPrice: '0.000002',
    inputModalities: ['text'],
    outputModalities: ['text'],
    supportedParameters: ['tools'],
    expirationDate: null,
    huggingFaceId: null,
    ...more,
  };
}
