import {
  type CatalogSnapshot,
  checkOptions,
  type FreshnessLimits,
  isObject,
  type OptionRule,
  pointer,
  type TermsModel,
  type TermsTable,
} from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';
import { JudgeContext } from '../judge/eligible.js';
import {
  type IsBounded,
  type JudgedReference,
  judgeMentions,
  judgeReference,
} from '../judge/judge-reference.js';
import { once } from '../once.js';
import { compileOnce } from '../policy/compile-once.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { everyHost, type Host, withIgnored } from '../policy/hosts.js';
import type { Policy } from '../policy/policy.js';
import { boundsCandidates } from '../references/collect-plugins.js';
import { collectReferences } from '../references/collect-references.js';
import { findWrapper, type Naming } from '../references/naming.js';
import { maxPlaces } from '../references/reference.js';
import { convertSdkBody, type SdkBody } from '../references/sdk-body.js';
import { type BodyPart, splitBatch } from '../references/split-batch.js';
import { type Decision, type DecisionCatalog, reject, type Violation } from './decision.js';
import { hostsToIgnore } from './hosts-to-ignore.js';
import { applyChanges, type JsonPatchOperation } from './json-patch.js';
import { narrowHosts, unbounded } from './narrow-hosts.js';
import { bodyNotJson } from './plain-json.js';
import { mergePresets, type PresetContents } from './presets.js';
import { createPruner, type Pruner } from './prune.js';
import {
  batchMalformed,
  bodyNotObject,
  bodyWrapped,
  camelCased,
  catalogTooOld,
  catalogUnavailable,
  lostField,
  providerNotObject,
  tooManyReferences,
} from './request-violations.js';
import { requireFlag } from './require-flag.js';

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
  /** What licences and terms say. @default `builtInTerms()`, read when it is first needed */
  readonly terms?: TermsTable | undefined;
  /** How many alternatives a rejected reference names; with 0, unknown names get no suggestions either. @default 3 */
  readonly alternatives?: number;
}

/** What the options may be. */
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
 * Judges a request. Pure and synchronous: the same inputs always give the same decision. No body makes it throw: what it
 * can't read as JSON is rejected with `BODY_NOT_JSON`.
 *
 * It takes plain JSON. Of an object with getters or `toJSON` it sees what it reads, which may differ from what is sent
 * later: give such a body to a guard, which turns it into JSON first.
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
  const { alternatives = 3, now = null } = options;
  const context = new JudgeContext({ snapshot, policy, alternatives, now, terms: options.terms });
  const prune = policy.mode === 'prune' && snapshot !== null ? createPruner(context) : null;
  const { parts, problems } = splitBatch(request, options.shape);
  const judged = judgeParts(parts, { context, prune, options, inherited: [] });
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

const none: readonly never[] = Object.freeze([]);

/** The body as `JSON.stringify` sees it: what an object only inherits is not sent, so it must not count. */
function withoutInherited<Body extends object>(body: Body): Body {
  const prototype: unknown = Object.getPrototypeOf(body);
  return prototype === Object.prototype || prototype === null ? body : { ...body };
}

/** Both lists as one, which is not copied where the other is empty. */
function joined<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return other.length === 0 ? one : one.length === 0 ? other : [...one, ...other];
}

/** Puts first what is wrong with the catalog; without one, only `enforce-only` lets a request pass that is fine in all else. */
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

interface PartDecision {
  readonly references: readonly JudgedReference[];
  /** What is wrong with the part apart from its references. */
  readonly violations: readonly Violation[];
  readonly changes: readonly JsonPatchOperation[];
}

/** What all bodies of a request are judged by. */
interface Judging {
  readonly context: JudgeContext;
  /** Null where the policy prunes nothing, or there is no catalog to prune by. */
  readonly prune: Pruner | null;
  readonly options: EvaluateOptions;
  /** The hosts that must not serve the models of frames, which the bodies after them inherit. */
  readonly inherited: (readonly Host[])[];
}

/** Nearly every request is one part, whose lists are not copied. */
function judgeParts(parts: readonly BodyPart[], judging: Judging): PartDecision {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return judgePart(first, judging);
  const decisions = parts.map((part) => judgePart(part, judging));
  return {
    references: decisions.flatMap(({ references }) => references),
    violations: decisions.flatMap(({ violations }) => violations),
    changes: decisions.flatMap(({ changes }) => changes),
  };
}

function judgePart(part: BodyPart, judging: Judging): PartDecision {
  const wrapper = findWrapper(part.body);
  if (wrapper !== undefined) {
    return { references: none, violations: [bodyWrapped(pointer(part.prefix, wrapper))], changes: none };
  }
  const { options } = judging;
  if (options.naming !== 'sdk') return judgeWireBody(part, judging, false);
  // A batch does not say here which shapes its bodies have.
  const shape = options.shape === 'batch' ? undefined : options.shape;
  const converted = convertSdkBody(part.body, shape);
  const judged = judgeWireBody({ ...part, body: converted.wire }, judging, true);
  return inCallersSpelling(judged, converted, part.prefix);
}

function judgeWireBody(
  part: BodyPart,
  { context, prune, inherited, options: { presets } }: Judging,
  isOfSdk: boolean,
): PartDecision {
  const { body, prefix, inherits, isFrame } = part;
  const { snapshot, policy } = context;
  const merged = presets === undefined || snapshot === null ? null : mergePresets(body, presets, prefix);
  const found = collectReferences(merged?.body ?? body, prefix, inherits);
  if (found.places > maxPlaces) {
    return { references: none, violations: [tooManyReferences(prefix, found.places)], changes: none };
  }
  // Without a catalog no candidate is proven; and nothing says that the plugins of a batch's frame reach its bodies.
  const isBounded: IsBounded =
    isFrame || snapshot === null ? () => false : once((pluginId) => boundsCandidates(found.bounds, pluginId));
  const judged = joined(
    found.references.map((reference) => judgeReference(reference, context, isBounded)),
    judgeMentions(found.mentions, context),
  );
  // What a preset brings can't be taken out of the request, so there is nothing to prune then.
  const pruned =
    merged === null && prune !== null
      ? prune({ body, prefix, isFrame, ...found, judged })
      : { judged, changes: none };
  const ignored = hostsToIgnore(found.references, pruned.judged, context);
  if (isFrame && ignored.length > 0) inherited.push(ignored);
  const bounds = withIgnored(inherited.reduce(withIgnored, policy.hostBounds), ignored);
  const presetProvider = merged?.provider ?? null;
  // The hosts of its bodies are not known yet.
  const mayBeBounded = bounds !== null || (isFrame && policy.acceptedTerms !== null);
  const hosts = mayBeBounded ? narrowHosts(part, presetProvider, bounds ?? everyHost) : unbounded;
  const flag = isFrame ? none : requireFlag(body, prefix, presetProvider, hosts.lists);
  const isFine = flag !== null && hosts.violations.length === 0 && found.camelCased.length === 0;
  const violations: readonly Violation[] = isFine
    ? none
    : [
        ...(flag === null ? [providerNotObject(`${prefix}/provider`)] : []),
        ...hosts.violations,
        ...found.camelCased.map((path) => camelCased(path, isOfSdk)),
      ];
  const changes = joined(pruned.changes, flag ?? none);
  if (merged === null) return { references: pruned.judged, violations, changes };
  const place = <Placed extends { readonly path: string }>(each: Placed): Placed => ({
    ...each,
    path: merged.locate(each.path),
  });
  return { references: pruned.judged.map(place), violations: violations.map(place), changes };
}

/** Points to what the caller gave, and changes that. */
function inCallersSpelling(
  { references, violations, changes }: PartDecision,
  { lost, locate, spell }: SdkBody,
  prefix: string,
): PartDecision {
  const located = (path: string): string => prefix + locate(path.slice(prefix.length));
  const place = <Placed extends { readonly path: string }>(each: Placed): Placed => ({
    ...each,
    path: located(each.path),
  });
  return {
    references: references.map(place),
    violations: [
      ...violations.map(place),
      ...lost.map((each) => lostField({ ...each, path: prefix + each.path })),
    ],
    changes: changes.map((change) =>
      change.op === 'remove'
        ? place(change)
        : { ...place(change), value: spell(change.path.slice(prefix.length), change.value) },
    ),
  };
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

/** What a decision says about its catalog; null where there is none. */
export function catalogFacts(
  snapshot: CatalogSnapshot | null,
  { now, limits }: EvaluateOptions,
): DecisionCatalog | null {
  if (snapshot === null) return null;
  const { digest, retrievedAt, source } = snapshot.identity;
  const freshness = now === undefined ? null : snapshot.freshness(now, limits);
  return { digest, retrievedAt, freshness, source };
}
