import { parseObject } from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';
import type { Decision, DecisionCatalog } from '../decide/decision.js';
import type { JsonPatchOperation } from '../decide/json-patch.js';
import type { JudgedReference } from '../judge/verdict.js';
import type { ReceiptTerms } from '../terms/served-terms.js';
import type { ResponseHead } from './response-head.js';
import type { ServedHost, ServedModel, UnverifiedReason } from './served-models.js';
import type { Outcome, Verification } from './verification.js';

/** The record of a request and its response, as plain JSON. It proves later what was generated under which catalog. */
export interface Receipt {
  /** Of this format. */
  readonly schemaVersion: 1;
  /** The generation's id: header `X-Generation-Id`, or else the response's own; null where there is none. */
  readonly id: string | null;
  /** When the response ended: ISO 8601, UTC. */
  readonly time: string;
  /** The API shape of the request. */
  readonly endpoint: ApiShape;
  /** The HTTP status of the response. */
  readonly status: number;
  /** The slugs that the body named, in its order. */
  readonly requested: readonly string[];
  /** The models that the response named, each judged. */
  readonly served: readonly ServedModel[];
  /** The hosts that the response named, each judged. */
  readonly hosts: readonly ServedHost[];
  /** The result of verifying the response. */
  readonly outcome: Outcome;
  /** Why it is not verified; empty unless `unverified`. */
  readonly reasons: readonly UnverifiedReason[];
  /** Whether all of the response came: a stream with its last event, and without an error. */
  readonly complete: boolean;
  /** The use of OpenRouter's response cache; null if the headers don't say. */
  readonly cache: CacheUse | null;
  /**
   * SHA-256 (hexadecimal) of each completion's text as UTF-8: one for each choice of chat and completions, in their
   * order, one for responses and messages, none where no text came (an error, a batch). Reasoning and tool calls are
   * not text; a completion without text has the hash of an empty text. A stream counts as far as it was read. Null unless
   * `textHashes` asks for them.
   */
  readonly textHashes: readonly string[] | null;
  /** Why the request passed. */
  readonly decision: ReceiptDecision;
  /** The catalog that request and response were judged by; null where there was none. */
  readonly catalog: DecisionCatalog | null;
  /** Licences and terms of the models that served; null if the catalog has none of these models. */
  readonly terms: ReceiptTerms | null;
  /** Prompt and completion as they were sent; only where `receipts.content` asks for them. */
  readonly content?: ReceiptContent;
}

/** The use of OpenRouter's response cache (header `X-OpenRouter-Cache-Status`). */
export interface CacheUse {
  /** Whether a stored response was replayed. */
  readonly status: 'hit' | 'miss';
  /** Id of the generation that was replayed. */
  readonly sourceId: string | null;
}

/** A decision without the prompt. */
export interface ReceiptDecision {
  /** Only requests that passed have a response. */
  readonly allowed: true;
  /** Every place of the body that names a model or lets one be picked. */
  readonly references: readonly JudgedReference[];
  /** JSON Patch (RFC 6902) from the body as it was given to the one that was sent. */
  readonly changes: readonly JsonPatchOperation[];
}

/** Bodies as text. */
export interface ReceiptContent {
  /** As it was sent, in JSON. */
  readonly request: string;
  /** As it was read: JSON, or server-sent events. */
  readonly response: string;
}

/**
 * Reads how the response cache was used.
 *
 * @see https://openrouter.ai/docs/features/response-caching (read 2026-08-22)
 */
export function cacheUse({ header }: ResponseHead): CacheUse | null {
  const status = header('x-openrouter-cache-status')?.toLowerCase();
  if (status !== 'hit' && status !== 'miss') return null;
  return { status, sourceId: header('x-openrouter-cache-source-id') };
}

/** The facts of the request that go into a receipt. */
export interface ReceiptFacts {
  readonly shape: ApiShape;
  readonly decision: Decision;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly textHashes: readonly string[] | null;
  readonly terms: ReceiptTerms | null;
  readonly content: ReceiptContent | null;
}

/** Writes the receipt of a response. The decision's body, which is the prompt, stays out. */
export function writeReceipt(head: ResponseHead, verification: Verification, facts: ReceiptFacts): Receipt {
  const { references, changes, catalog } = facts.decision;
  const { outcome, served, hosts, reasons, complete, responseId } = verification;
  return {
    schemaVersion: 1,
    id: head.header('x-generation-id') ?? responseId,
    time: new Date(facts.time).toISOString(),
    endpoint: facts.shape,
    status: head.status,
    requested: references.flatMap(({ requested }) => requested ?? []),
    served,
    hosts,
    outcome,
    reasons,
    complete,
    cache: cacheUse(head),
    textHashes: facts.textHashes,
    decision: { allowed: true, references, changes },
    catalog,
    terms: facts.terms,
    ...(facts.content === null ? {} : { content: facts.content }),
  };
}

/** SHA-256 of each text as UTF-8, in hexadecimal digits. */
export async function hashTexts(texts: readonly string[]): Promise<readonly string[]> {
  return Promise.all(texts.map(hashText));
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Joins what the events of a stream add to the text of its completions. */
export class StreamTexts {
  readonly #shape: ApiShape;
  readonly #texts = new Map<number, string>();

  constructor(shape: ApiShape) {
    this.#shape = shape;
  }

  /** Reads the data of one event. */
  read(data: string): void {
    const event = parseObject(data);
    if (event === null) return;
    for (const { index, text } of apiShapes[this.#shape].addedTexts(event)) {
      if (index >= 0) this.#texts.set(index, (this.#texts.get(index) ?? '') + text);
    }
  }

  /** One text for each choice that an event had, by the choice's number. */
  get all(): readonly string[] {
    return [...this.#texts].sort(([one], [other]) => one - other).map(([, text]) => text);
  }
}
