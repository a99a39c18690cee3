import { DistillableError } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import type { Decision, DecisionCatalog, Violation } from '../decide/decision.js';
import { isObject, type JsonObject } from '../json.js';
import type { Receipt } from '../verify/receipt.js';

/** A request was refused before it was sent. `details.violations` says why; the prompt is in none of it. */
export class PolicyViolationError extends DistillableError<'POLICY_VIOLATION'> {
  /** The whole decision; its `request` is null. */
  readonly decision: Decision<never>;

  constructor(decision: Decision<unknown>) {
    const { violations, references, catalog } = decision;
    super('POLICY_VIOLATION', describe(violations), { details: { violations, catalog } });
    this.decision = { allowed: false, references, violations, changes: [], request: null, catalog };
  }

  override get name(): 'PolicyViolationError' {
    return 'PolicyViolationError';
  }
}

function describe(violations: readonly Violation[]): string {
  const [first, ...others] = violations;
  if (first === undefined) return 'Refused to send.';
  const place = first.path === '' ? '' : `${first.path}: `;
  const instead = first.alternatives.length === 0 ? '' : ` Nearest: ${first.alternatives.join(', ')}.`;
  const more =
    others.length === 0 ? '' : ` (and ${others.length} more: ${others.map(({ path }) => path).join(', ')})`;
  return `Refused to send: ${place}${first.message}${instead}${more}`;
}

/**
 * An answer may not be used: it names a model that is not allowed, or none. It must not get into a dataset, and neither
 * may what a stream has delivered before this error.
 */
export class UnverifiedResponseError extends DistillableError<'RESPONSE_UNVERIFIED'> {
  /** What is known of the answer. */
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    const { id, served, reasons, catalog } = receipt;
    super('RESPONSE_UNVERIFIED', describeOfUnverifiedResponseError(receipt), {
      details: { id, served, reasons, catalog },
    });
    this.receipt = receipt;
  }

  override get name(): 'UnverifiedResponseError' {
    return 'UnverifiedResponseError';
  }
}

function describeOfUnverifiedResponseError({ id, reasons }: Receipt): string {
  const what = reasons.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ');
  return `Don't use this answer${id === null ? '' : ` (${id})`}. ${what}`;
}

/** The guard's error as an answer; null for every other error. */
export function errorResponse(error: unknown, endpoint: ApiShape | null): Response | null {
  if (error instanceof PolicyViolationError) {
    const { violations, catalog } = error.decision;
    return refusalResponse({ code: error.code, message: error.message, violations, catalog }, endpoint);
  }
  if (error instanceof UnverifiedResponseError) {
    const { reasons, catalog } = error.receipt;
    const { code, message } = error;
    return refusalResponse({ code, message, violations: reasons, catalog }, endpoint);
  }
  return null;
}

/** Why a request, or its answer, was refused, as our errors tell it. */
interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Violations of a request, or what is wrong with an answer. */
  readonly violations: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly catalog: DecisionCatalog | null;
}

/**
 * The answer that stands for a refusal where an SDK expects one: 403, in the error shape of the endpoint, so that SDKs
 * raise their ordinary error with our message.
 *
 * @see https://openrouter.ai/docs/api-reference (ForbiddenResponse; read 2026-08-22)
 * @see https://platform.claude.com/docs/en/api/errors (permission_error), whose SDK (1.12) reads `details.error_code`
 */
export function refusalResponse(refusal: Refusal, endpoint: ApiShape | null): Response {
  const body = endpoint === 'messages' ? anthropicError(refusal) : openRouterError(refusal);
  return Response.json(body, {
    status: 403,
    headers: {
      // The SDKs of openai (6) and Anthropic (1.12) heed this before their own rules.
      'x-should-retry': 'false',
      'x-distillable-refusal': refusal.code,
    },
  });
}

function openRouterError({ code, message, violations, catalog }: Refusal): object {
  return { error: { code: 403, message, metadata: { code, violations, catalog } } };
}

function anthropicError({ code, message, violations, catalog }: Refusal): object {
  const details = { error_code: code, violations, catalog };
  return { type: 'error', error: { type: 'permission_error', message, details } };
}

/** What a guard refused, whatever the error that told of it. Plain JSON, without prompt or completion. */
export interface RefusalFacts {
  /** `POLICY_VIOLATION`: nothing was sent. `RESPONSE_UNVERIFIED`: the answer must not be used. */
  readonly code: RefusalCode;
  readonly violations: readonly RefusalReason[];
  /** The catalog that it was judged by; null where there was none. */
  readonly catalog: DecisionCatalog | null;
}

/** The codes of our two refusals. */
export type RefusalCode = 'POLICY_VIOLATION' | 'RESPONSE_UNVERIFIED';

/** One reason of a refusal: a violation of a request, or what is wrong with an answer. */
export interface RefusalReason {
  /** JSON Pointer into the body, or into the answer; empty for the whole of it. */
  readonly path: string;
  readonly code: string;
  /** What it is and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first; empty for an answer. */
  readonly alternatives: readonly string[];
}

/**
 * Finds our refusal in the error that an SDK made of it, or in what caused that. Null where it is none of ours; never
 * throws. It goes by what the error says, which the server at the other end could have written: good for telling people
 * what to do, not as a proof.
 */
export function refusalOf(error: unknown): RefusalFacts | null {
  return search(() => error, new Set());
}

/**
 * Where SDKs keep what the server said: `error` in openai (6) and @anthropic-ai/sdk (1.12), `body` in @openrouter/sdk
 * (1.3), `responseBody` and `lastError` in the AI SDK (6), `metadata` in @langchain/openrouter (0.4).
 */
const places = ['details', 'metadata', 'error', 'body', 'responseBody', 'lastError', 'cause'];

/** Looks at a value and below it. Reading it is part of the look, as a getter may throw. */
function search(get: () => unknown, seen: Set<object>): RefusalFacts | null {
  try {
    const value = get();
    const object: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    if (!isObject(object) || seen.has(object)) return null;
    seen.add(object);
    return readFacts(object) ?? searchPlaces(object, seen);
  } catch {
    return null;
  }
}

function searchPlaces(object: JsonObject, seen: Set<object>): RefusalFacts | null {
  for (const place of places) {
    const found = search(() => object[place], seen);
    if (found !== null) return found;
  }
  return null;
}

/** The facts in the shape of our errors, or in that of the answers which stand for them. */
function readFacts(object: JsonObject): RefusalFacts | null {
  const code = object['code'] ?? object['error_code'];
  if (code !== 'POLICY_VIOLATION' && code !== 'RESPONSE_UNVERIFIED') return null;
  const facts = isObject(object['details']) ? object['details'] : object;
  const reasons = facts['violations'] ?? facts['reasons'];
  if (!Array.isArray(reasons)) return null;
  const { catalog } = facts;
  return { code, violations: reasons.map(readReason), catalog: isCatalog(catalog) ? catalog : null };
}

function readReason(reason: unknown): RefusalReason {
  const { path, code, message, alternatives } = isObject(reason) ? reason : {};
  return {
    path: String(path ?? ''),
    code: String(code ?? ''),
    message: String(message ?? ''),
    alternatives: Array.isArray(alternatives) ? alternatives.map(String) : [],
  };
}

function isCatalog(value: unknown): value is DecisionCatalog {
  return isObject(value) && typeof value['digest'] === 'string' && typeof value['retrievedAt'] === 'string';
}
