import { type CatalogModel, type CatalogSnapshot, snapshotFromModels } from '@distillable/catalog';

/** May be used. */
export const open = 'mixed/open';
/** May not. */
export const closed = 'mixed/closed';

/** Two models of one author, so that a wildcard can match both. */
export const catalogForPlanting: CatalogSnapshot = snapshotFromModels({
  models: [model(open, 'distillable'), model(closed, 'not-distillable')],
  retrievedAt: new Date(0),
  source: { url: 'https://openrouter.test/api/v1', sample: null },
});

function model(slug: string, permission: CatalogModel['permission']): CatalogModel {
  return {
    slug,
    canonicalSlug: slug,
    name: slug,
    kind: 'model',
    permission,
    aliasTarget: null,
    created: null,
    contextLength: null,
    promptPrice: null,
    completionPrice: null,
    inputModalities: ['text'],
    outputModalities: ['text'],
    supportedParameters: [],
    expirationDate: null,
    huggingFaceId: null,
  };
}
