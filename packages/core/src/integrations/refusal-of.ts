import type { DecisionCatalog } from '../decision/decision.js';
import { isObject, type JsonObject } from '../references/reference.js';

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
