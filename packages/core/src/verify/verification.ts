import type { Verdict } from '@distillable/catalog';
import type { ReferenceCode } from '../judge/describe.js';
import type { ServedSource } from './find-served-models.js';

/** A model that an answer names, judged like a requested one. */
export interface ServedModel {
  /** The slug as the answer names it. */
  readonly model: string;
  /**
   * Every kind of place that names it, in the order in which they were seen. In a stream, a place that only repeats a
   * model which may be used need not be among them.
   */
  readonly sources: readonly ServedSource[];
  readonly verdict: Verdict;
  readonly allowed: boolean;
  readonly code: ReferenceCode;
}

/** Why an answer is not verified. Codes are API. */
export type UnverifiedCode =
  /** It names a model that is not allowed. */
  | 'SERVED_NOT_ALLOWED'
  /** It names no model. Missing metadata is no reason; a missing model is. */
  | 'MODEL_NOT_NAMED'
  /** It is neither JSON nor server-sent events, so nobody can tell. */
  | 'ANSWER_UNREADABLE'
  /** It broke off, or the caller left, before it named a model. */
  | 'ANSWER_CUT';

/** One reason why an answer is not verified. */
export interface UnverifiedReason {
  readonly code: UnverifiedCode;
  /** JSON Pointer into the answer, or into the event of a stream; empty for the whole of it. */
  readonly path: string;
  /** What it is and what to do about it, for people. */
  readonly message: string;
}

/**
 * What became of an answer.
 * - `verified`: it names its model, and every model that it names is allowed.
 * - `unverified`: it does not, or one of them is not.
 * - `unchecked`: there was no catalog to verify by, which the policy allows; it names only models that were asked for.
 * - `deferred`: a batch was accepted; its text comes later and is not seen here.
 * - `failed`: an error instead of text.
 */
export type Outcome = 'verified' | 'unverified' | 'unchecked' | 'deferred' | 'failed';

/** What is known of an answer at its end. */
export interface Verification {
  readonly outcome: Outcome;
  readonly served: readonly ServedModel[];
  /** Empty unless `unverified`. */
  readonly reasons: readonly UnverifiedReason[];
  /** Whether the answer came whole: a stream with its last event, and without an error. */
  readonly complete: boolean;
  /** The answer's own id, where it has one. */
  readonly answerId: string | null;
}
