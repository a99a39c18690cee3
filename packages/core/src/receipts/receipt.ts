import type { JsonPatchOperation } from '../changes/apply-changes.js';
import type { DecisionCatalog, JudgedReference } from '../decision/decision.js';
import type { Endpoint } from '../references/split-batch.js';
import type { Outcome, ServedModel, UnverifiedReason } from '../verify/verification.js';

/** What was sent and what came back, as plain JSON: kept, it proves what was generated under which catalog. */
export interface Receipt {
  readonly schemaVersion: 1;
  /** The generation's id: header `X-Generation-Id`, or else the answer's own; null where there is none. */
  readonly id: string | null;
  /** When the answer ended: ISO 8601, UTC. */
  readonly time: string;
  readonly endpoint: Endpoint;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** The slugs that the body named, in its order. */
  readonly requested: readonly string[];
  readonly served: readonly ServedModel[];
  readonly outcome: Outcome;
  /** Why it is not verified; empty unless `unverified`. */
  readonly reasons: readonly UnverifiedReason[];
  /** Whether the answer came whole: a stream with its last event, and without an error. */
  readonly complete: boolean;
  /** Whether the server's response cache answered; null where its headers don't tell. */
  readonly cache: CacheUse | null;
  /**
   * SHA-256 (hexadecimal) of each completion's text as UTF-8: one for each choice of chat and completions, in their
   * order, one for responses and messages, none where no text came (an error, a batch). What was thought or called is
   * no text; a completion without any has the hash of nothing. Of a stream, what was read of it. Null unless
   * `textHashes` asks for them.
   */
  readonly textHashes: readonly string[] | null;
  readonly decision: ReceiptDecision;
  /** The catalog that request and answer were judged by; null where there was none. */
  readonly catalog: DecisionCatalog | null;
  /** Prompt and completion as they were sent; only where `receiptContent` asks for them. */
  readonly content?: ReceiptContent;
}

/** What OpenRouter's response cache did (header `X-OpenRouter-Cache-Status`). */
export interface CacheUse {
  readonly status: 'hit' | 'miss';
  /** Id of the generation that was replayed. */
  readonly sourceId: string | null;
}

/** A decision without the prompt. */
export interface ReceiptDecision {
  readonly allowed: true;
  readonly references: readonly JudgedReference[];
  readonly changes: readonly JsonPatchOperation[];
}

/** Bodies as text. */
export interface ReceiptContent {
  readonly request: string;
  readonly response: string;
}
