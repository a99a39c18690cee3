export {
  type AddedText,
  type ApiError,
  type ApiShape,
  type ApiShapeFacts,
  apiShapes,
  isApiShape,
} from './api/index.js';
export type { Decision, DecisionCatalog, RequestCode, Violation } from './decide/decision.js';
export { type EvaluateOptions, evaluate } from './decide/evaluate.js';
export { applyChanges, type JsonPatchOperation } from './decide/json-patch.js';
export type { CheckOptions, JudgeOptions, SnapshotSource } from './decide/judge-request.js';
export type { PresetContents, PresetSource } from './decide/presets.js';
export { createGuard, type Guard, type GuardOptions, type GuardSettings } from './guard.js';
export {
  guardAiSdk,
  guardAnthropic,
  guardLangChain,
  guardOpenAI,
  guardOpenRouter,
} from './integrations.js';
export {
  type AlternativesOptions,
  describeSuggestions,
  findAlternatives,
  type Suggestion,
  suggestModels,
} from './judge/find-alternatives.js';
export { findUnmatchedEntries, type UnmatchedEntry } from './judge/unmatched-entries.js';
export type { JudgedReference, ReferenceCode } from './judge/verdict.js';
export type { HostCode, PolicyHosts } from './policy/hosts.js';
export {
  type NarrowByTerms,
  type Policy,
  parsePolicy,
  policyJsonSchema,
  policyRules,
} from './policy/policy.js';
export type { Naming } from './references/naming.js';
export type { ReferenceRole } from './references/reference.js';
export type { StoredText } from './send/documented-paths.js';
export type { GuardedCall, GuardedResponse, Settlement, WatchedCall } from './send/guarded-call.js';
export { unlessAborted } from './send/open-request.js';
export { canonicalPath } from './send/paths.js';
export {
  describeRejection,
  PolicyViolationError,
  type Rejection,
  type RejectionCode,
  type RejectionReason,
  rejectionHeaders,
  rejectionOf,
  rejectionResponse,
  UnverifiedResponseError,
} from './send/rejection.js';
export { type RequestBody, readRequestBody } from './send/request-body.js';
export { methodOverrideHeaders, pickHeadersToJudge, rewriteHeaders } from './send/request-headers.js';
export {
  createTargetReader,
  type RequestHead,
  type RequestTarget,
  type TargetOptions,
  type TargetReader,
} from './send/request-target.js';
export type { Fetch, ReceiptOptions, SendOptions, SendSettings, VerifyOptions } from './send/send-options.js';
export { type JudgedHost, judgeHosts, type ServingHostCode } from './terms/judge-hosts.js';
export type { AcceptedCondition, TermsCode, TermsPlace } from './terms/narrow-by-terms.js';
export type { ReceiptTerms, ServedTerms } from './terms/served-terms.js';
export type { DecisionTerms, ModelDuties, TermsTableName } from './terms/terms-judge.js';
export type { ServedSource } from './verify/find-served.js';
export type { CacheUse, Receipt, ReceiptContent, ReceiptDecision } from './verify/receipt.js';
export {
  type RawHeaders,
  type ResponseHead,
  type ResponseKind,
  rawResponseHead,
} from './verify/response-head.js';
export type { ServedHost, ServedModel, UnverifiedCode, UnverifiedReason } from './verify/served-models.js';
export type { Outcome, ResponseEnd } from './verify/verification.js';
