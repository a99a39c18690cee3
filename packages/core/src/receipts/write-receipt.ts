import type { Decision } from '../decision/decision.js';
import type { Endpoint } from '../references/split-batch.js';
import type { AnswerHead } from '../verify/answer-head.js';
import type { Verification } from '../verify/verification.js';
import { cacheUse } from './cache-use.js';
import { isoTime } from './iso-time.js';
import type { Receipt, ReceiptContent } from './receipt.js';

/** What a receipt tells of the request. */
export interface ReceiptFacts {
  readonly endpoint: Endpoint;
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
