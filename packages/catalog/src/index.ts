export { saveSnapshot } from './cache/snapshot-cache.js';
export {
  type Catalog,
  type CatalogCache,
  type CatalogOptions,
  type CatalogStatus,
  type EnvironmentName,
  type RetryOptions,
  readBaseUrl,
  readEnvironment,
} from './catalog.js';
export { checkOptions, findOptionProblem, type OptionRule, type OptionRules } from './check-options.js';
export { createCatalog } from './create-catalog.js';
export { DistillableError, type ErrorDetails, reasonOf } from './distillable-error.js';
export {
  CatalogError,
  type CatalogErrorCode,
  type CatalogErrorDetails,
  catalogErrorCodes,
} from './errors.js';
export { snapshotFromModels } from './indexed-snapshot.js';
export { isObject, type JsonObject, parseObject, pointer, unescapeToken } from './json.js';
export {
  findDuplicateKey,
  lineOf,
  type ParsedJson,
  parseJsonText,
  placesInJson,
  type TextPlace,
} from './json-text.js';
export { parseRetryAfter } from './list/retry.js';
export type { ServingHost } from './list/wire-schema.js';
export type { CatalogModel, ModelKind, Permission } from './model.js';
export { type Identification, type IdentifyOptions, identify, knownSpellings } from './names/identify.js';
export type { IdentifiedBy } from './names/look-up.js';
export { namesTable } from './names/names-data.js';
export {
  type Resolution,
  type ResolutionStep,
  type ResolutionStepOf,
  type ResolutionStepParts,
  resolveByForm,
  type Verdict,
} from './resolve.js';
export type {
  CatalogSnapshot,
  CatalogSource,
  Freshness,
  FreshnessLimits,
  SnapshotIdentity,
  SnapshotJson,
} from './snapshot.js';
export { parseSnapshot } from './snapshot-json.js';
export { suggestNames } from './suggest-names.js';
export { readCondition } from './terms/conditions.js';
export { hostOf, hostsOfMaker } from './terms/hosts.js';
export { type Duty, dutiesIn, matchesGlob, type TermsLayer, type TermsSource } from './terms/layers.js';
export { parseTerms } from './terms/parse-terms.js';
export {
  overlayTerms,
  type TermsEntry,
  type TermsLayerKind,
  type TermsModel,
  type TermsReading,
  type TermsStatement,
  type TermsTable,
} from './terms/terms.js';
export { termsTableInfo } from './terms/terms-data.js';
export {
  builtInTerms,
  type ForbiddingHost,
  forbiddingHosts,
  type ModelTerms,
  type TermsConflict,
  type TermsConflictCode,
  termsOf,
} from './terms/terms-of.js';
