import {
  type CatalogModel,
  type CatalogSnapshot,
  type CatalogSource,
  snapshotFromModels,
} from '@distillable/catalog';

/** A row of the catalog, in the form in which it is kept. What a test does not name is what most rows have. */
export function catalogModel(slug: string, fields: Partial<CatalogModel> = {}): CatalogModel {
  return {
    slug,
    canonicalSlug: slug,
    name: slug,
    kind: 'model',
    permission: 'distillable',
    aliasTarget: null,
    created: 1_750_000_000,
    contextLength: 131_072,
    promptPrice: '0.0000001',
    completionPrice: '0.0000004',
    inputModalities: ['text'],
    outputModalities: ['text'],
    supportedParameters: ['temperature', 'tools'],
    expirationDate: null,
    huggingFaceId: null,
    ...fields,
  };
}

/** The row of an alias; null for one that does not name its target. */
export function catalogAlias(
  slug: string,
  aliasTarget: string | null,
  permission: CatalogModel['permission'] = 'unlisted',
): CatalogModel {
  return catalogModel(slug, { kind: 'alias', aliasTarget, permission });
}

/** A snapshot of these rows. It was read at the epoch unless a time is given. */
export function catalogSnapshot(
  models: readonly CatalogModel[],
  given: { readonly retrievedAt?: Date; readonly source?: Partial<CatalogSource> } = {},
): CatalogSnapshot {
  const source = { url: 'https://openrouter.test/api/v1', sample: null, ...given.source };
  return snapshotFromModels({ models, retrievedAt: given.retrievedAt ?? new Date(0), source });
}
