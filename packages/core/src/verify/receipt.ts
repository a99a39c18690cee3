import type { ApiShape } from '../api/index.js';
import type { Decision, DecisionCatalog } from '../decide/decision.js';
import type { JsonPatchOperation } from '../decide/json-patch.js';
import type { JudgedReference } from '../judge/judge-reference.js';
import type { Outcome, ServedModel, UnverifiedReason, Verification } from './verification.js';
import type { AnswerHead } from './watch-answer.js';

/** What was sent and what came back, as plain JSON: kept, it proves what was generated under which catalog. */
export interface Receipt {
  readonly schemaVersion: 1;
  /** The generation's id: header `X-Generation-Id`, or else the answer's own; null where there is none. */
  readonly id: string | null;
  /** When the answer ended: ISO 8601, UTC. */
  readonly time: string;
  readonly endpoint: ApiShape;
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

/**
 * What the response cache did.
 *
 * @see https://openrouter.ai/docs/features/response-caching (read 2026-08-22)
 */
export function cacheUse({ header }: AnswerHead): CacheUse | null {
  const status = header('x-openrouter-cache-status')?.toLowerCase();
  if (status !== 'hit' && status !== 'miss') return null;
  return { status, sourceId: header('x-openrouter-cache-source-id') };
}

let known = { milliseconds: Number.NaN, text: '' };

/**
 * Milliseconds since the epoch as ISO 8601, UTC. Many answers end within the same millisecond, and writing a date costs
 * half of what writing a receipt does.
 */
export function isoTime(milliseconds: number): string {
  if (milliseconds !== known.milliseconds) {
    known = { milliseconds, text: new Date(milliseconds).toISOString() };
  }
  return known.text;
}

/** What a receipt tells of the request. */
export interface ReceiptFacts {
  readonly endpoint: ApiShape;
  readonly decision: Decision;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly textHashes: readonly string[] | null;
  readonly content: ReceiptContent | null;
}

/** Writes the receipt of an answer. The decision's body, which is the prompt, stays out. */
export function writeReceipt(head: AnswerHead, verification: Verification, facts: ReceiptFacts): Receipt {
  const { references, changes, catalog } = facts.decision;
  const { outcome, served, reasons, complete, answerId } = verification;
  return {
    schemaVersion: 1,
    id: head.header('x-generation-id') ?? answerId,
    time: isoTime(facts.time),
    endpoint: facts.endpoint,
    status: head.status,
    requested: references.flatMap(({ requested }) => requested ?? []),
    served,
    outcome,
    reasons,
    complete,
    cache: cacheUse(head),
    textHashes: facts.textHashes,
    decision: { allowed: true, references, changes },
    catalog,
    ...(facts.content === null ? {} : { content: facts.content }),
  };
}
