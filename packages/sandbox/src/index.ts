export { builtInCatalog } from './catalog/built-in-catalog.js';
export type { AliasTarget, ModelArchitecture, ModelRow } from './catalog/model-row.js';
export { type CatalogFiles, readCatalogFiles } from './catalog/read-catalog-files.js';
export type { SandboxCatalog } from './catalog/sandbox-catalog.js';
export type { Fault, FaultKind, FaultMatch, FaultOf, FaultParameters } from './faults/fault.js';
export type { RecordedRequest } from './request/recorded-request.js';
export type { Sandbox, SandboxOptions } from './sandbox.js';
export { SandboxError, type SandboxErrorCode, type SandboxErrorDetails } from './sandbox-error.js';
export { startSandbox } from './start-sandbox.js';
