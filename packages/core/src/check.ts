// All but sending: neither a stream's parser nor anything that sends is loaded.
export { type AlternativesOptions, findAlternatives } from './alternatives/find-alternatives.js';
export { applyChanges, type JsonPatchOperation } from './changes/apply-changes.js';
export type {
  Decision,
  DecisionCatalog,
  JudgedReference,
  ReferenceCode,
  RequestCode,
  Violation,
} from './decision/decision.js';
export { type EvaluateOptions, evaluate } from './decision/evaluate.js';
export { PolicyViolationError } from './errors/policy-violation-error.js';
export {
  type Checker,
  type CheckerOptions,
  type CheckOptions,
  createChecker,
  type SnapshotSource,
} from './guard/create-checker.js';
export type { Policy } from './policy/policy.js';
export type { PresetContents } from './presets/merge-presets.js';
export type { PresetSource } from './presets/read-preset.js';
export type { Naming } from './references/naming.js';
export type { ReferenceRole } from './references/reference.js';
export type { Endpoint } from './references/split-batch.js';
