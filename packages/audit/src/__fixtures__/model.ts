import type { CatalogModel } from '@distillable/catalog';

/** A row of the catalog; what a test does not name is what most rows have. */
export function model(slug: string, fields: Partial<CatalogModel> = {}): CatalogModel {
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
