import type { CatalogSource, Freshness, Verdict } from '@distillable/catalog';
import type { JsonPatchOperation } from '../decide/json-patch.js';
import type { ReferenceRole } from '../references/reference.js';

/** Why a reference is judged as it is. Codes are API. */
export type ReferenceCode =
  /** The row is in the distillable list. */
  | 'DISTILLABLE'
  /** An auto router whose candidates the request bounds to distillable models. */
  | 'ROUTER_BOUNDED'
  /** An auto router whose candidates were bounded by us (`prune`). */
  | 'ROUTER_BOUND_ADDED'
  /** A private model that the policy admits by its exact slug: not proven distillable. */
  | 'ADMITTED_BY_POLICY'
  /** No catalog, and the policy lets the server enforce alone: not checked here. */
  | 'UNCHECKED'
  | 'NOT_DISTILLABLE'
  | 'UNKNOWN_MODEL'
  | 'VARIANT_WITHOUT_ROW'
  | 'ALIAS_TARGET_UNKNOWN'
  | 'EMPTY_SLUG'
  /** Something else than text stands where a slug belongs. */
  | 'NOT_A_SLUG'
  | 'ROUTER_UNBOUNDED'
  /** A wildcard that matches a model that is not distillable. */
  | 'WILDCARD_NOT_DISTILLABLE'
  /** A wildcard that matches no model. */
  | 'WILDCARD_WITHOUT_MATCH'
  | 'PRESET_UNKNOWN'
  /** The server would pick: no model is named where one could be. */
  | 'SERVER_PICKS'
  | 'DENIED_BY_POLICY'
  | 'NOT_IN_POLICY'
  /** No catalog to judge by. */
  | 'NO_CATALOG';

/** Why a whole request is refused, apart from its references. */
export type RequestCode =
  | 'BODY_NOT_OBJECT'
  | 'PROVIDER_NOT_OBJECT'
  | 'BATCH_MALFORMED'
  | 'CATALOG_UNAVAILABLE'
  | 'CATALOG_TOO_OLD'
  | 'PRESET_UNREADABLE'
  /** A request of a guarded origin that may make text, to an endpoint that is not judged. */
  | 'ENDPOINT_UNKNOWN'
  /** A request to another origin than the guarded ones. */
  | 'ORIGIN_NOT_GUARDED'
  /** No body, or one that is neither JSON nor a form that could be written as JSON. */
  | 'BODY_NOT_JSON'
  /** A `content-encoding` that can't be undone here. */
  | 'BODY_ENCODING_UNKNOWN'
  /** More bytes than are read, as sent or unzipped. */
  | 'BODY_TOO_LARGE';

/** A reference with its verdict. */
export interface JudgedReference {
  /** JSON Pointer (RFC 6901) into the body as it was given. */
  readonly path: string;
  readonly role: ReferenceRole;
  /** The slug or pattern as written; null where the body names none. */
  readonly requested: string | null;
  /** Slug of the row that was judged; null where there is none. */
  readonly model: string | null;
  readonly canonicalSlug: string | null;
  readonly verdict: Verdict;
  /** `allowed`; `dropped`: taken out of the guarded body (`prune`); `refused`: the reason why the request is. */
  readonly outcome: 'allowed' | 'dropped' | 'refused';
  readonly code: ReferenceCode;
  /** What it is and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
}

/** One reason why a request is refused. */
export interface Violation {
  /** JSON Pointer; empty for the whole body. */
  readonly path: string;
  readonly code: ReferenceCode | RequestCode;
  readonly message: string;
  readonly alternatives: readonly string[];
}

/** The catalog that a decision was made by. */
export interface DecisionCatalog {
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** By the usual limits (fresh for an hour, stale for a day); null where the clock was not given. */
  readonly freshness: Freshness | null;
  readonly source: CatalogSource;
}

/** What a guard says of a request. Plain JSON: it can be logged as it is, but `request` holds the prompt. */
export interface Decision<Body = unknown> {
  readonly allowed: boolean;
  readonly references: readonly JudgedReference[];
  /** Empty exactly when `allowed`. */
  readonly violations: readonly Violation[];
  /** JSON Patch (RFC 6902) from the body as given to `request`; empty when refused. */
  readonly changes: readonly JsonPatchOperation[];
  /** The guarded body, or null when refused. Never the object that was given. */
  readonly request: Body | null;
  /** Null when there was none to judge by. */
  readonly catalog: DecisionCatalog | null;
}

/** The decision of a request that does not go out: nothing of its body is in it. */
export function refuse(
  violations: readonly Violation[],
  references: readonly JudgedReference[],
  catalog: DecisionCatalog | null,
): Decision<never> {
  const reasons = violations.map(({ path, code, message, alternatives }) => ({
    path,
    code,
    message,
    alternatives,
  }));
  return { allowed: false, references, violations: reasons, changes: [], request: null, catalog };
}
