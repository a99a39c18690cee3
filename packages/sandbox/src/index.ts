export { builtInCatalog } from './catalog/built-in-catalog.js';
export { type CatalogFiles, readCatalogFiles } from './catalog/read-catalog-files.js';
export type { AliasTarget, ModelArchitecture, ModelRow, SandboxCatalog } from './catalog/sandbox-catalog.js';
export type {
  ConnectionFaults,
  Fault,
  FaultKind,
  FaultMatch,
  FaultOf,
  FaultParameters,
  ListFaults,
  ModelFaults,
  ResponseFaults,
  StreamFaults,
} from './faults/fault.js';
export type { RecordedRequest, SandboxOptions } from './sandbox-state.js';
export { type Sandbox, startSandbox } from './start-sandbox.js';
export { SandboxError, type SandboxErrorCode, type SandboxErrorDetails } from './wire/errors.js';
