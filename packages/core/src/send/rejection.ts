import { DistillableError } from '@distillable/catalog';
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

/** So many places are named in the message of an error. */
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
  /** What is known of the response. */
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
 * What a client learns of a rejection, for `errorBody` and `errorEvent` of its API shape. Null where `error` is neither
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

/** Of what is wrong with the form of a request, and not with what it asks for. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['BODY_TOO_LARGE', 413],
  ['BODY_ENCODING_UNKNOWN', 415],
  ['BODY_IS_FORM', 415],
]);
