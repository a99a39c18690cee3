import type { CatalogSource, Freshness } from '@distillable/catalog';
import type { JudgedReference, ReferenceCode } from '../judge/verdict.js';
import type { TermsPlace } from '../terms/narrow-by-terms.js';
import type { DecisionTerms } from '../terms/terms-judge.js';
import type { JsonPatchOperation } from './json-patch.js';

/** Why a whole request is rejected, apart from its references. Codes are API. */
export type RequestCode =
  | 'BODY_NOT_OBJECT'
  | 'PROVIDER_NOT_OBJECT'
  | 'BATCH_MALFORMED'
  /** The policy's hosts and the request's have none in common. */
  | 'HOSTS_EXCLUDED'
  /** Lists of hosts that can't be read, or that stand beside the bodies of a batch. */
  | 'HOSTS_MALFORMED'
  /** More places that name a model, or let one be picked, than are judged in one body. */
  | 'TOO_MANY_REFERENCES'
  /** A field in a spelling that is not read there: the official SDK's on the wire, or the wire's in the SDK. */
  | 'OTHER_NAMING'
  /** The argument of the official SDK's function instead of the body in it: `{ chatRequest: … }`. */
  | 'BODY_WRAPPED'
  | 'CATALOG_UNAVAILABLE'
  | 'CATALOG_TOO_OLD'
  | 'PRESET_UNREADABLE'
  /** A request of a guarded origin that may make text, to a path that is not judged. */
  | 'ENDPOINT_UNKNOWN'
  /** A request to another origin than the guarded ones. */
  | 'ORIGIN_NOT_GUARDED'
  /** No body, or one that is neither JSON nor could be written as JSON: BigInt, a circular reference, a getter that throws. */
  | 'BODY_NOT_JSON'
  /** A form, as its content type says. */
  | 'BODY_IS_FORM'
  /** A `content-encoding` that can't be undone here. */
  | 'BODY_ENCODING_UNKNOWN'
  /** More bytes than are read, as sent or unzipped. */
  | 'BODY_TOO_LARGE';

/** One reason why a request is rejected. */
export interface Violation {
  /** JSON Pointer; empty for the whole body. */
  readonly path: string;
  /** Why: of a reference, or of the whole request. */
  readonly code: ReferenceCode | RequestCode;
  /** The reason and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first; empty where it is not about one model. */
  readonly alternatives: readonly string[];
  /** The text that keeps the model out; only where terms do. */
  readonly terms?: TermsPlace;
}

/** The catalog that a decision was made by. */
export interface DecisionCatalog {
  /** The hash of its permissions: two people with the same digest judge by the same list. */
  readonly digest: string;
  /** When the list was read, or last confirmed: ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** By the catalog's own limits; null where the clock was not given. */
  readonly freshness: Freshness | null;
  /** Where the list was read from. */
  readonly source: CatalogSource;
}

/** The decision of a guard on a request. Plain JSON: it can be logged as it is, but `request` holds the prompt. */
export interface Decision<Body = unknown> {
  /** Whether the request may be sent, as `request`. */
  readonly allowed: boolean;
  /** Every place that names a model or lets one be picked, with its verdict. */
  readonly references: readonly JudgedReference[];
  /** Empty exactly when `allowed`; the first 20 where there are more. */
  readonly violations: readonly Violation[];
  /** How many there are in all. */
  readonly violationCount: number;
  /** JSON Patch (RFC 6902) from the body as given to `request`; empty when rejected. */
  readonly changes: readonly JsonPatchOperation[];
  /** The guarded body, or null when rejected. Never the object that was given. */
  readonly request: Body | null;
  /** Null when there was none to judge by. */
  readonly catalog: DecisionCatalog | null;
  /** Licences and terms of the models that are named; null if the catalog has none of these models. */
  readonly terms: DecisionTerms | null;
}

/** At most this many violations are reported. */
const maxViolations = 20;

/** The decision of a request that is not sent: nothing of its body is in it. */
export function reject(
  violations: readonly Violation[],
  references: readonly JudgedReference[],
  catalog: DecisionCatalog | null,
  terms: DecisionTerms | null = null,
): Decision<never> {
  const reasons = violations.slice(0, maxViolations).map(reasonOf);
  const violationCount = violations.length;
  return {
    allowed: false,
    references,
    violations: reasons,
    violationCount,
    changes: [],
    request: null,
    catalog,
    terms,
  };
}

/** The part of a reference that a violation reports. */
function reasonOf({ path, code, message, alternatives, terms }: Violation): Violation {
  const reason = { path, code, message, alternatives };
  return terms === undefined ? reason : { ...reason, terms };
}
