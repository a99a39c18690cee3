import { type CatalogSnapshot, type Freshness, judgeFreshness } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import { isObject, withoutInherited } from '../json.js';
import {
  type Decision,
  type DecisionCatalog,
  type JudgedReference,
  refuse,
  type Violation,
} from '../judge/decision.js';
import { type IsBounded, type JudgeContext, judgeReference } from '../judge/judge-reference.js';
import { compilePolicy } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import { collectReferences } from '../references/collect-references.js';
import { type Naming, type Namings, namingsOf } from '../references/naming.js';
import { type BodyPart, splitBatch } from '../references/split-batch.js';
import { applyChanges, type JsonPatchOperation } from './json-patch.js';
import { mergePresets, type PresetContents } from './presets.js';
import { boundsCandidates, prune } from './prune.js';
import { requireFlag } from './require-flag.js';

/** What `evaluate` may be told beside body, catalog and policy. */
export interface EvaluateOptions {
  /** The API shape of the body. @default found by its fields: a batch has `requests`, and all others are judged alike */
  readonly shape?: ApiShape;
  /**
   * How the body spells its fields: `wire` (snake_case) or `sdk` (the official SDK's camelCase). Only what its reader
   * reads counts.
   *
   * @default told by its fields; `wire` where none of them tells
   */
  readonly naming?: Naming;
  /** The presets that were read, by slug. @default none: a preset is unknown */
  readonly presets?: PresetContents;
  /** Milliseconds since the epoch, to judge the catalog's age by. @default the age is not judged */
  readonly now?: number;
  /** How many alternatives a refused reference names. @default 3 */
  readonly alternatives?: number;
}

const defaultPolicy: Policy = {};
const defaultOptions: EvaluateOptions = {};

/** Judges a request. Pure and synchronous: the same inputs always give the same decision. Never throws, for any JSON. */
export function evaluate<Body>(
  given: Body,
  snapshot: CatalogSnapshot,
  policy: Policy = defaultPolicy,
  options: EvaluateOptions = defaultOptions,
): Decision<Body> {
  const catalog = catalogFacts(snapshot, options.now);
  if (!isObject(given)) return refuse([bodyNotObject], [], catalog);
  const request = withoutInherited(given);
  const compiled = compilePolicy(policy);
  const context = { snapshot, compiled, alternatives: options.alternatives ?? 3, now: options.now ?? null };

  const batch = splitBatch(request, options.shape);
  const parts = batch.parts.map((part) =>
    judgePart(part, namingsOf(part.body, options.naming), context, options.presets),
  );
  const references = joined(parts.map((part) => part.references));
  const violations = joined([
    tooOld(snapshot, policy, options.now),
    batch.violations,
    references.filter(({ outcome }) => outcome === 'refused'),
    joined(parts.map((part) => part.violations)),
  ]);
  if (violations.length > 0) return refuse(violations, references, catalog);
  const changes = joined(parts.map((part) => part.changes));
  return {
    allowed: true,
    references,
    violations: none,
    changes,
    request: guarded(request, changes),
    catalog,
  };
}

const none: readonly never[] = Object.freeze([]);

/** Never the caller's own object, so that nobody changes what was judged. */
function guarded<Body extends object>(request: Body, changes: readonly JsonPatchOperation[]): Body {
  return changes.length === 0 ? { ...request } : applyChanges(request, changes);
}

/** The lists as one; a list that is the only one with something in it is not copied. */
function joined<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length > 1 ? (filled.flat(1) as readonly Item[]) : (filled[0] ?? none);
}

interface PartDecision {
  readonly references: readonly JudgedReference[];
  /** What is wrong with the part apart from its references. */
  readonly violations: readonly Violation[];
  readonly changes: readonly JsonPatchOperation[];
}

function judgePart(
  { body, prefix, inherits, carriesFlag }: BodyPart,
  namings: Namings,
  context: JudgeContext,
  presets: PresetContents | undefined,
): PartDecision {
  const merged = presets === undefined ? null : mergePresets(body, presets);
  const { references, bounds } = collectReferences(merged?.body ?? body, inherits, prefix, namings);
  // Nothing says that the plugins of a batch's frame reach its bodies.
  const isBounded: IsBounded = (pluginId) => carriesFlag && boundsCandidates(bounds, pluginId, namings);
  const judged = references.map((reference) => judgeReference(reference, context, isBounded));
  const flag = carriesFlag ? requireFlag(body, prefix, namings, merged?.provider ?? null) : none;
  const violations = flag === null ? [providerNotObject(prefix)] : none;
  if (merged !== null) {
    // What a preset brings can't be taken out of the request, so there is nothing to prune then.
    return {
      references: judged.map((each) => merged.locate(each, prefix)),
      violations,
      changes: flag ?? none,
    };
  }
  if (context.compiled.policy.mode !== 'prune')
    return { references: judged, violations, changes: flag ?? none };
  const pruned = prune({ body, prefix, namings, references, bounds, judged, isFrame: !carriesFlag }, context);
  return { references: pruned.judged, violations, changes: joined([pruned.changes, flag ?? none]) };
}

const bodyNotObject: Violation = {
  path: '',
  code: 'BODY_NOT_OBJECT',
  message: 'The body is not a JSON object. Send one, with a "model".',
  alternatives: none,
};

function providerNotObject(prefix: string): Violation {
  const message =
    '"provider" is not an object, so the enforcement flag can\'t be set. Make it one, or leave it out.';
  return { path: `${prefix}/provider`, code: 'PROVIDER_NOT_OBJECT', message, alternatives: none };
}

function tooOld(
  snapshot: CatalogSnapshot,
  { maxCatalogAge }: Policy,
  now: number | undefined,
): readonly Violation[] {
  if (maxCatalogAge === undefined || now === undefined) return none;
  const age = now - snapshot.retrievedAt.getTime();
  if (Math.abs(age) <= maxCatalogAge) return none;
  const message = `The catalog is ${age} ms old, and the policy allows ${maxCatalogAge} ms. Refresh it.`;
  return [{ path: '', code: 'CATALOG_TOO_OLD', message, alternatives: none }];
}

/** The limits of a catalog that nobody configured otherwise. */
const usualLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

interface KnownFacts {
  readonly retrievedAt: number;
  readonly byFreshness: Map<Freshness | null, DecisionCatalog>;
}
const knownFacts = new WeakMap<CatalogSnapshot, KnownFacts>();

/** What a decision says of its catalog; the same object for the same snapshot and freshness. */
function catalogFacts(snapshot: CatalogSnapshot, now: number | undefined): DecisionCatalog {
  let known = knownFacts.get(snapshot);
  if (known === undefined) {
    known = { retrievedAt: snapshot.retrievedAt.getTime(), byFreshness: new Map() };
    knownFacts.set(snapshot, known);
  }
  const freshness = now === undefined ? null : judgeFreshness(known.retrievedAt, now, usualLimits);
  const facts = known.byFreshness.get(freshness);
  if (facts !== undefined) return facts;
  const { digest, source } = snapshot;
  const retrievedAt = new Date(known.retrievedAt).toISOString();
  const added = Object.freeze({ digest, retrievedAt, freshness, source });
  known.byFreshness.set(freshness, added);
  return added;
}
