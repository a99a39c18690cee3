import {
  type CatalogSnapshot,
  checkOptions,
  type FreshnessLimits,
  isObject,
  type OptionRule,
  type TermsModel,
  type TermsTable,
} from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';
import { JudgeContext } from '../judge/judge-context.js';
import type { JudgedReference } from '../judge/verdict.js';
import { type CompiledPolicy, compileOnce } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import type { Naming } from '../references/naming.js';
import { splitBatch } from '../references/split-batch.js';
import { type Decision, type DecisionCatalog, reject, type Violation } from './decision.js';
import { applyChanges } from './json-patch.js';
import { joined, judgeParts } from './judge-body.js';
import { bodyNotJson } from './plain-json.js';
import type { PresetContents } from './presets.js';
import { createPruner } from './prune.js';
import { batchMalformed, bodyNotObject, catalogTooOld, catalogUnavailable } from './request-violations.js';

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** The API shape of the body. @default found by its fields: a batch has `requests`, and all others are judged alike */
  readonly shape?: ApiShape | undefined;
  /**
   * How the body spells its fields: as on the `wire` (snake_case), or as the official SDK's functions take them (`sdk`:
   * camelCase). A field in the other spelling rejects the request (`OTHER_NAMING`), as its reader would not read it.
   *
   * @default 'wire'
   */
  readonly naming?: Naming | undefined;
  /** The presets that were read, by slug. @default none: a preset is unknown */
  readonly presets?: PresetContents;
  /** Milliseconds since the epoch, to judge the catalog's age by. @default the age is not judged */
  readonly now?: number;
  /** The catalog's own limits, to say how fresh it is. @default those of `createCatalog`: 1 hour fresh, 24 hours usable */
  readonly limits?: FreshnessLimits | undefined;
  /** Why there is no catalog, for the message of `CATALOG_UNAVAILABLE`. @default only that there is none */
  readonly unavailable?: string;
  /** The table of licences and terms. @default `builtInTerms()`, read when it is first needed */
  readonly terms?: TermsTable | undefined;
  /** How many alternatives a rejected reference names; with 0, unknown names get no suggestions either. @default 3 */
  readonly alternatives?: number;
}

/** The rules for the options. */
export const evaluateRules: Readonly<Record<keyof EvaluateOptions, OptionRule>> = {
  shape: { oneOf: Object.keys(apiShapes) },
  naming: { oneOf: ['wire', 'sdk'] },
  presets: { methods: ['get'], such: 'a Map' },
  now: 'number',
  limits: { options: { ttl: { min: 0 }, maxStale: { min: 0 } } },
  unavailable: 'string',
  terms: {
    options: { date: 'string', digest: 'string', entries: 'object' },
    required: ['date', 'digest', 'entries'],
  },
  alternatives: { min: 0 },
};

const defaults: EvaluateOptions = {};

function isSnapshot(given: Partial<CatalogSnapshot> | undefined): boolean {
  return typeof given?.resolve === 'function' && typeof given.freshness === 'function';
}

const snapshotRule: OptionRule = { methods: ['resolve', 'freshness'], such: 'await catalog.snapshot()' };

/**
 * Judges a request. Pure and synchronous: the same inputs always give the same decision. No body makes it throw: one
 * that can't be read as JSON is rejected with `BODY_NOT_JSON`.
 *
 * It takes plain JSON. Getters and `toJSON` may return something else when the body is sent later: give such a body to
 * a guard, which turns it into JSON first.
 *
 * @param given the body; never changed, but `request` shares with it what stays the same
 * @param snapshot null where there is no catalog: then nothing is proven, and `policy.withoutCatalog` decides
 * @throws TypeError where the policy or an option is unknown or invalid: its message names it
 */
export function evaluate<Body>(
  given: Body,
  snapshot: CatalogSnapshot | null,
  policy: Policy = {},
  options: EvaluateOptions = defaults,
): Decision<Body> {
  const compiled = compileOnce(policy);
  if (options !== defaults) checkOptions('evaluate', options, evaluateRules);
  // To look for the rule that it breaks takes a tenth of judging a short request.
  if (snapshot !== null && !isSnapshot(snapshot)) {
    checkOptions('evaluate', { snapshot }, { snapshot: snapshotRule }, ['snapshot']);
  }
  try {
    return evaluateBy(given, snapshot, compiled, options);
  } catch (error) {
    return reject([bodyNotJson(error)], [], catalogFacts(snapshot, options));
  }
}

/** The same, for a policy that is compiled once and used often. */
export function evaluateBy<Body>(
  given: Body,
  snapshot: CatalogSnapshot | null,
  policy: CompiledPolicy,
  options: EvaluateOptions,
): Decision<Body> {
  const catalog = catalogFacts(snapshot, options);
  if (!isObject(given)) {
    return reject(withCatalogViolation([bodyNotObject], snapshot, policy, options), [], catalog);
  }
  const request = withoutInherited(given);
  const { alternatives = 3, now = null, naming = 'wire', presets } = options;
  const context = new JudgeContext({ snapshot, policy, alternatives, now, terms: options.terms });
  const prune = policy.mode === 'prune' && snapshot !== null ? createPruner(context) : null;
  const { parts, problems } = splitBatch(request, options.shape);
  const judged = judgeParts(parts, { context, prune, shape: options.shape, naming, presets, inherited: [] });
  const { references, changes } = judged;
  const refused = references.filter(({ outcome }) => outcome === 'refused');
  const others = joined(joined(problems.map(batchMalformed), refused), judged.violations);
  const violations = withCatalogViolation(others, snapshot, policy, options);
  const terms = context.terms.describe(modelsNamed(references, context));
  if (violations.length > 0) return reject(violations, references, catalog, terms);
  const guarded = changes.length === 0 ? { ...request } : applyChanges(request, changes);
  return {
    allowed: true,
    references,
    violations,
    violationCount: 0,
    changes,
    request: guarded,
    catalog,
    terms,
  };
}

/** The body as `JSON.stringify` sees it: inherited fields are not sent, so they must not count. */
function withoutInherited<Body extends object>(body: Body): Body {
  const prototype: unknown = Object.getPrototypeOf(body);
  return prototype === Object.prototype || prototype === null ? body : { ...body };
}

/** Puts the problem of the catalog first. Without a catalog, only `enforce-only` lets a request pass that is fine otherwise. */
function withCatalogViolation(
  others: readonly Violation[],
  snapshot: CatalogSnapshot | null,
  policy: CompiledPolicy,
  { now, unavailable }: EvaluateOptions,
): readonly Violation[] {
  if (snapshot === null) {
    const mayPass = policy.withoutCatalog === 'enforce-only' && others.length === 0;
    return mayPass ? others : [catalogUnavailable(unavailable), ...others];
  }
  const tooOld = catalogTooOld(snapshot, policy, now);
  return tooOld === null ? others : [tooOld, ...others];
}

/** The models of the catalog that are named, without those that were dropped. */
function modelsNamed(
  references: readonly JudgedReference[],
  { snapshot }: JudgeContext,
): readonly TermsModel[] {
  const models = new Set<TermsModel>();
  for (const { model, outcome } of references) {
    const row = model === null || outcome === 'dropped' ? undefined : snapshot?.get(model);
    if (row?.kind === 'model') models.add(row);
  }
  return [...models];
}

/** The facts of a decision's catalog; null if there is none. */
export function catalogFacts(
  snapshot: CatalogSnapshot | null,
  { now, limits }: EvaluateOptions,
): DecisionCatalog | null {
  if (snapshot === null) return null;
  const { digest, retrievedAt, source } = snapshot.identity;
  const freshness = now === undefined ? null : snapshot.freshness(now, limits);
  return { digest, retrievedAt, freshness, source };
}
