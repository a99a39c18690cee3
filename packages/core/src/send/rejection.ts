import { DistillableError, isObject, type JsonObject } from '@distillable/catalog';
import { type ApiError, type ApiShape, apiShapes } from '../api/index.js';
import type { Decision, DecisionCatalog, Violation } from '../decide/decision.js';
import type { Receipt } from '../verify/receipt.js';
import type { ServedModel, UnverifiedReason } from '../verify/served-models.js';

interface PolicyViolationDetails {
  POLICY_VIOLATION: {
    /** The first of them, where there are many. */
    violations: readonly Violation[];
    violationCount: number;
    catalog: DecisionCatalog | null;
  };
}

/**
 * A request was rejected before it was sent. `details.violations` are the reasons; the prompt is in none of them.
 */
export class PolicyViolationError extends DistillableError<'POLICY_VIOLATION', PolicyViolationDetails> {
  /** The whole decision; its `request` is null. */
  readonly decision: Decision<never>;

  /** @param decision `violationCount` may be left out where all violations are listed */
  constructor(
    decision: Omit<Decision, 'allowed' | 'changes' | 'request' | 'violationCount' | 'terms'> &
      Partial<Pick<Decision, 'violationCount' | 'terms'>>,
  ) {
    const { violations, violationCount = violations.length, references, catalog, terms = null } = decision;
    const details = { violations, violationCount, catalog };
    super('POLICY_VIOLATION', describeViolations(violations, violationCount), { details });
    this.decision = { ...details, allowed: false, references, changes: [], request: null, terms };
  }

  /** The error for a request that was rejected before its body was judged. */
  static of(violation: Violation): PolicyViolationError {
    return new PolicyViolationError({ violations: [violation], references: [], catalog: null });
  }

  override get name(): 'PolicyViolationError' {
    return 'PolicyViolationError';
  }
}

/** At most this many places are named in the message of an error. */
const maxNamed = 5;

function describeViolations(violations: readonly Violation[], count: number): string {
  const [first, ...others] = violations;
  if (first === undefined) return 'Refused to send.';
  const place = first.path === '' ? '' : `${first.path}: `;
  const instead = first.alternatives.length === 0 ? '' : ` Nearest: ${first.alternatives.join(', ')}.`;
  const named = others.slice(0, maxNamed).map(({ path }) => path);
  const end = count - 1 > named.length ? ', …' : '';
  const more = others.length === 0 ? '' : ` (and ${count - 1} more: ${named.join(', ')}${end})`;
  return `Refused to send: ${place}${first.message}${instead}${more}`;
}

interface UnverifiedResponseDetails {
  RESPONSE_UNVERIFIED: {
    id: string | null;
    served: readonly ServedModel[];
    reasons: readonly UnverifiedReason[];
    catalog: DecisionCatalog | null;
  };
}

/**
 * A response must not be used: it names a model that is not allowed, or none. Keep it out of every dataset, with
 * whatever a stream delivered before this error.
 */
export class UnverifiedResponseError extends DistillableError<
  'RESPONSE_UNVERIFIED',
  UnverifiedResponseDetails
> {
  /** The facts of the response. */
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    const { id, served, reasons, catalog } = receipt;
    super('RESPONSE_UNVERIFIED', describeReasons(receipt), { details: { id, served, reasons, catalog } });
    this.receipt = receipt;
  }

  override get name(): 'UnverifiedResponseError' {
    return 'UnverifiedResponseError';
  }
}

function describeReasons({ id, reasons }: Receipt): string {
  const texts = reasons.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return `Don't use this response${id === null ? '' : ` (${id})`}. ${texts.join(' ')}`;
}

/**
 * A rejection as the response that an SDK expects in its place: 403 (413 and 415 where the body can't be read) in the
 * error shape of its API, so that the SDK raises its ordinary error with our message. Null where `error` is neither {@link PolicyViolationError} nor
 * {@link UnverifiedResponseError}.
 *
 * @param shape null for a request that has none: the response then has OpenRouter's own error shape
 * @see https://openrouter.ai/docs/api-reference (ForbiddenResponse; read 2026-08-22)
 */
export function rejectionResponse(error: unknown, shape: ApiShape | null): Response | null {
  const rejection = describeRejection(error);
  if (rejection === null) return null;
  return Response.json(apiShapes[shape ?? 'chat'].errorBody(rejection), {
    status: rejection.status,
    headers: rejectionHeaders(rejection),
  });
}

/** The headers of a response that stands for a rejection. */
export function rejectionHeaders({ code }: ApiError): Record<string, string> {
  return {
    // The SDKs of openai (6) and Anthropic (1.12) follow this before their own rules.
    'x-should-retry': 'false',
    'x-distillable-refusal': code,
  };
}

/**
 * The error that a client gets for a rejection, for `errorBody` and `errorEvent` of its API shape. Null if `error` is neither
 * {@link PolicyViolationError} nor {@link UnverifiedResponseError}.
 */
export function describeRejection(error: unknown): ApiError | null {
  if (error instanceof PolicyViolationError) {
    const { violations, violationCount, catalog } = error.decision;
    const status = statuses.get(violations[0]?.code ?? '') ?? 403;
    const details = { violations, violationCount, catalog };
    return { status, code: error.code, message: error.message, details };
  }
  if (error instanceof UnverifiedResponseError) {
    const { reasons, catalog } = error.receipt;
    return {
      status: 403,
      code: error.code,
      message: error.message,
      details: { violations: reasons, catalog },
    };
  }
  return null;
}

/** Statuses for problems with the form of a request, not with the models that it names. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['BODY_TOO_LARGE', 413],
  ['BODY_ENCODING_UNKNOWN', 415],
  ['BODY_IS_FORM', 415],
]);

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
  /** The problem and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first; empty for a response. */
  readonly alternatives: readonly string[];
}

/**
 * Finds our rejection in the error that an SDK made of it, or in that error's causes. Null for every other error; never
 * throws. The server could have written the text that is read here, so it tells people what to do, but proves nothing.
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
