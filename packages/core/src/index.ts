export * from './check.js';
export { UnverifiedResponseError } from './errors/unverified-response-error.js';
export { createGuard, type Guard, type GuardOptions } from './guard/create-guard.js';
export {
  type RefusalCode,
  type RefusalFacts,
  type RefusalReason,
  refusalOf,
} from './integrations/refusal-of.js';
export type { CacheUse, Receipt, ReceiptContent, ReceiptDecision } from './receipts/receipt.js';
export type { GuardedAnswer, GuardedCall } from './send/guarded-call.js';
export type { Fetch, SendOptions } from './send/send-options.js';
export type { AnswerHead, AnswerKind } from './verify/answer-head.js';
export type { ServedSource } from './verify/find-served-models.js';
export type {
  Outcome,
  ServedModel,
  UnverifiedCode,
  UnverifiedReason,
} from './verify/verification.js';
export type { Ending } from './verify/watch-answer.js';
