import {
  type CatalogModel,
  type CatalogSnapshot,
  type CatalogSource,
  snapshotFromModels,
} from '@distillable/catalog';

/** A row of the catalog: a distillable text model of which nothing else is known, except for what is given. */
export function catalogModel(given: Partial<CatalogModel> & Pick<CatalogModel, 'slug'>): CatalogModel {
  return {
    canonicalSlug: given.slug,
    name: given.slug,
    kind: 'model',
    permission: 'distillable',
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
    ...given,
  };
}

/** A snapshot of these rows, read at the epoch unless a time is given. */
export function catalogSnapshot(
  models: readonly CatalogModel[],
  given: { readonly retrievedAt?: Date; readonly source?: Partial<CatalogSource> } = {},
): CatalogSnapshot {
  const source = { url: 'https://openrouter.test/api/v1', sample: null, ...given.source };
  return snapshotFromModels({ models, retrievedAt: given.retrievedAt ?? new Date(0), source });
}
