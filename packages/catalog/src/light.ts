// All but `CatalogSnapshot.fromJSON`: neither zod nor undici is loaded until a list is read over the network.
export type { Catalog, CatalogStatus } from './catalog.js';
export type { CatalogOptions } from './catalog-options.js';
export { createCatalog } from './create-catalog.js';
export { DistillableError, type ErrorDetails } from './distillable-error.js';
export {
  CatalogError,
  type CatalogErrorCode,
  type CatalogErrorDetails,
  catalogErrorCodes,
} from './errors.js';
export { type Freshness, judgeFreshness } from './freshness.js';
export { parseRetryAfter } from './model-list/retry-after.js';
export { saveSnapshot } from './save-snapshot.js';
export { readBaseUrl } from './settings.js';
export {
  dynamicVariants,
  findPreset,
  isAliasSlug,
  isKnownRouter,
  knownRouters,
  splitVariant,
} from './slug/model-slug.js';
export type { CatalogModel, ModelKind, Permission } from './snapshot/catalog-model.js';
export type { Resolution, ResolutionStep, Verdict } from './snapshot/resolution.js';
export type { CatalogSnapshot, CatalogSource, SnapshotJson } from './snapshot/snapshot.js';
export { snapshotFromModels } from './snapshot/snapshot-from-models.js';
