export {
  type AddedText,
  type ApiError,
  type ApiShape,
  type ApiShapeFacts,
  apiShapes,
} from './api/index.js';
export {
  type Decision,
  type DecisionCatalog,
  type RequestCode,
  reject,
  type Violation,
} from './decide/decision.js';
export { type EvaluateOptions, evaluate } from './decide/evaluate.js';
export { applyChanges, type JsonPatchOperation } from './decide/json-patch.js';
export type { CheckOptions, JudgeOptions, SnapshotSource } from './decide/judge-request.js';
export type { PresetContents, PresetSource } from './decide/presets.js';
export { createGuard, type Guard, type GuardOptions } from './guard.js';
export {
  guardAiSdk,
  guardAnthropic,
  guardLangChain,
  guardOpenAI,
  guardOpenRouter,
} from './integrations.js';
export { isObject, type JsonObject } from './json.js';
export type { ReferenceCode } from './judge/describe.js';
export { type AlternativesOptions, findAlternatives } from './judge/find-alternatives.js';
export type { JudgedReference } from './judge/judge-reference.js';
export { parsePolicy, policyJsonSchema } from './policy/parse-policy.js';
export type { Policy } from './policy/policy.js';
export type { Naming } from './references/naming.js';
export type { ReferenceRole } from './references/reference.js';
export type { GuardedAnswer, GuardedCall } from './send/guarded-call.js';
export { canonicalPath } from './send/paths.js';
export { type BodyReading, readBody } from './send/read-body.js';
export {
  createTargetReader,
  endpointPaths,
  type RequestTarget,
  type TargetReader,
} from './send/read-target.js';
export {
  errorResponse,
  PolicyViolationError,
  type RefusalCode,
  type RefusalFacts,
  type RefusalReason,
  refusalOf,
  UnverifiedResponseError,
} from './send/refusal.js';
export { methodOverrideHeaders, pickHeadersToJudge, rewriteHeaders } from './send/request-headers.js';
export type { Fetch, SendOptions } from './send/send-options.js';
export { unlessAborted } from './send/unless-aborted.js';
export { type AnswerHeaders, toHead } from './undici/answer-headers.js';
export type { ServedSource } from './verify/find-served-models.js';
export type { CacheUse, Receipt, ReceiptContent, ReceiptDecision } from './verify/receipt.js';
export type { Outcome, ServedModel, UnverifiedCode, UnverifiedReason } from './verify/verification.js';
export type { AnswerHead, AnswerKind, Ending } from './verify/watch-answer.js';
