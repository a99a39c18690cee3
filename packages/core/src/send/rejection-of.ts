import { isObject, type JsonObject } from '@distillable/catalog';
import type { DecisionCatalog } from '../decide/decision.js';

/** A rejection as it was found in an error. Plain JSON, without prompt or completion. */
export interface Rejection {
  /** `POLICY_VIOLATION`: nothing was sent. `RESPONSE_UNVERIFIED`: the response must not be used. */
  readonly code: RejectionCode;
  /** Why; never empty in a rejection of ours. */
  readonly violations: readonly RejectionReason[];
  /** The catalog that it was judged by; null where there was none. */
  readonly catalog: DecisionCatalog | null;
}

/** The codes of our two rejections. */
export type RejectionCode = 'POLICY_VIOLATION' | 'RESPONSE_UNVERIFIED';

/** One reason of a rejection: a violation of a request, or what is wrong with a response. */
export interface RejectionReason {
  /** JSON Pointer into the body, or into the response; empty for the whole of it. */
  readonly path: string;
  /** Stable, such as `NOT_DISTILLABLE` or `SERVED_NOT_ALLOWED`. */
  readonly code: string;
  /** What is wrong and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first; empty for a response. */
  readonly alternatives: readonly string[];
}

/**
 * Finds our rejection in the error that an SDK made of it, or in that error's causes. Null for every other error; never
 * throws. It reads what the error says, and the server could have written that: good for telling people what to do, not
 * a proof.
 */
export function rejectionOf(error: unknown): Rejection | null {
  return search(() => error, new Set());
}

/**
 * Where SDKs keep what the server said: `error` in openai (6) and @anthropic-ai/sdk (1.12), `body` in @openrouter/sdk
 * (1.3), `responseBody` and `lastError` in the AI SDK (6), `metadata` in @langchain/openrouter (0.4).
 */
const places = ['details', 'metadata', 'error', 'body', 'responseBody', 'lastError', 'cause'];

/** @param read a getter of the error may throw, so the value is read in here */
function search(read: () => unknown, seen: Set<object>): Rejection | null {
  try {
    const value = read();
    const object: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    if (!isObject(object) || seen.has(object)) return null;
    seen.add(object);
    return readRejection(object) ?? searchPlaces(object, seen);
  } catch {
    return null;
  }
}

function searchPlaces(object: JsonObject, seen: Set<object>): Rejection | null {
  for (const place of places) {
    const found = search(() => object[place], seen);
    if (found !== null) return found;
  }
  return null;
}

/** Reads our errors, and the responses that stand for them. */
function readRejection(object: JsonObject): Rejection | null {
  const code = object['code'] ?? object['error_code'];
  if (code !== 'POLICY_VIOLATION' && code !== 'RESPONSE_UNVERIFIED') return null;
  const details = isObject(object['details']) ? object['details'] : object;
  const reasons = details['violations'] ?? details['reasons'];
  if (!Array.isArray(reasons)) return null;
  const { catalog } = details;
  return { code, violations: reasons.map(readReason), catalog: isCatalog(catalog) ? catalog : null };
}

function readReason(reason: unknown): RejectionReason {
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
