import { splitVariant } from '@distillable/catalog';
import type { JsonObject } from '../json.js';
import type { JudgedReference } from '../judge/decision.js';
import { describeSlug } from '../judge/describe.js';
import { isEligible, type JudgeContext, membersOf } from '../judge/judge-reference.js';
import { boundableRouters } from '../references/collect-plugins.js';
import type { RouterBound } from '../references/collection.js';
import { type Namings, spell } from '../references/naming.js';
import type { ModelReference } from '../references/reference.js';
import type { JsonPatchOperation } from './json-patch.js';

/** One body with what was found in it; a batch has several. */
export interface JudgedPart {
  readonly body: JsonObject;
  /** JSON Pointer to the body. */
  readonly prefix: string;
  /** Whether it is the frame of a batch, whose plugins are not known to reach the bodies. */
  readonly isFrame: boolean;
  readonly namings: Namings;
  readonly references: readonly ModelReference[];
  readonly bounds: readonly RouterBound[];
  readonly judged: readonly JudgedReference[];
}

/** References with what pruning made of them, and the changes that it takes. */
export interface Pruned {
  readonly judged: readonly JudgedReference[];
  readonly changes: readonly JsonPatchOperation[];
}

/** Drops what may be dropped: candidates, fallbacks, and a primary that has an eligible successor; bounds auto routers. */
export function prune(part: JudgedPart, context: JudgeContext): Pruned {
  const steps = [pruneCandidates, boundRouters, pruneModels];
  return steps.reduce<Pruned>(
    ({ judged, changes }, step) => {
      const next = step({ ...part, judged }, context);
      return { judged: next.judged, changes: [...changes, ...next.changes] };
    },
    { judged: part.judged, changes: [] },
  );
}

/** Gives an auto router that has no candidates the eligible text models of the catalog as its candidates. */
function boundRouters(part: JudgedPart, context: JudgeContext): Pruned {
  if (context.compiled.policy.routers === 'reject') return { judged: part.judged, changes: [] };
  const pluginIds = new Set(
    part.judged.map(pluginToBound).filter((id) => id !== undefined && mayBound(part, id)),
  );
  const candidates = pluginIds.size === 0 ? [] : eligibleCandidates(context);
  if (candidates.length === 0) return { judged: part.judged, changes: [] };
  return {
    judged: part.judged.map((reference) =>
      pluginIds.has(pluginToBound(reference)) ? asBounded(reference) : reference,
    ),
    changes: boundChanges(
      part,
      [...pluginIds].filter((id) => id !== undefined),
      candidates,
    ),
  };
}

/** The plugin that could bound this reference; undefined where it is no auto router without a bound. */
function pluginToBound({ code, role, requested }: JudgedReference): string | undefined {
  if (code !== 'ROUTER_UNBOUNDED' || (role !== 'primary' && role !== 'fallback')) return undefined;
  return boundableRouters.get(splitVariant(requested ?? '').base);
}

/** An empty list means none, never all; and what is switched off, or is no list of plugins, can't be given a bound. */
function mayBound({ body, bounds, isFrame }: JudgedPart, pluginId: string): boolean {
  if (isFrame) return false;
  const { plugins } = body;
  if (plugins !== undefined && plugins !== null && !Array.isArray(plugins)) return false;
  return bounds
    .filter((bound) => bound.pluginId === pluginId)
    .every(({ enabled, listPath }) => enabled && listPath === null);
}

function eligibleCandidates(context: JudgeContext): readonly string[] {
  const models = context.snapshot
    .models()
    .filter(
      (model) =>
        model.kind === 'model' && !model.slug.includes(':') && model.outputModalities.includes('text'),
    )
    .filter((model) => isEligible(model, context));
  return withinLimits(models.map((model) => model.slug));
}

function boundChanges(
  { body, prefix, bounds, namings }: JudgedPart,
  pluginIds: readonly string[],
  candidates: readonly string[],
): readonly JsonPatchOperation[] {
  const names = namings.map((naming) => spell('allowed_models', naming));
  const entriesOf = (id: string) => [
    ...new Set(bounds.filter(({ pluginId }) => pluginId === id).map(({ path }) => path)),
  ];
  const inEntries = pluginIds.flatMap((id) =>
    entriesOf(id).flatMap((path) =>
      names.map((name): JsonPatchOperation => ({ op: 'add', path: `${path}/${name}`, value: candidates })),
    ),
  );
  const fresh = pluginIds
    .filter((id) => entriesOf(id).length === 0)
    .map((id) => ({ id, ...Object.fromEntries(names.map((name) => [name, candidates])) }));
  if (fresh.length === 0) return inEntries;
  const path = `${prefix}/plugins`;
  if (Array.isArray(body['plugins'])) {
    return [
      ...inEntries,
      ...fresh.map((value): JsonPatchOperation => ({ op: 'add', path: `${path}/-`, value })),
    ];
  }
  return [...inEntries, { op: 'plugins' in body ? 'replace' : 'add', path, value: fresh }];
}

function asBounded(reference: JudgedReference): JudgedReference {
  const code = 'ROUTER_BOUND_ADDED';
  const message = describeSlug(code, reference.requested ?? '');
  return { ...reference, outcome: 'allowed', code, message, alternatives: [] };
}

/** Narrows the caller's own candidates to the eligible ones; a list of which nothing is left stays refused. */
function pruneCandidates(part: JudgedPart, context: JudgeContext): Pruned {
  const changes: JsonPatchOperation[] = [];
  const dropped = new Set<JudgedReference>();
  for (const { listPath } of part.bounds) {
    const inList = part.judged.filter(
      ({ role, path }) => role === 'candidate' && parentOf(path) === listPath,
    );
    const unfit = inList.filter(({ outcome }) => outcome === 'refused');
    if (listPath === null || unfit.length === 0) continue;
    const fit = withinLimits([
      ...new Set(inList.flatMap((candidate) => eligiblePart(candidate, part, context))),
    ]);
    if (fit.length === 0) continue;
    changes.push({ op: 'replace', path: listPath, value: fit });
    for (const candidate of unfit) dropped.add(candidate);
  }
  return {
    judged: part.judged.map((reference) =>
      dropped.has(reference) ? { ...reference, outcome: 'dropped' } : reference,
    ),
    changes,
  };
}

/** A candidate as it is, the eligible members of a wildcard, or nothing. */
function eligiblePart(
  candidate: JudgedReference,
  part: JudgedPart,
  context: JudgeContext,
): readonly string[] {
  if (candidate.outcome === 'allowed') return candidate.requested === null ? [] : [candidate.requested];
  const reference = part.references.find(({ path }) => path === candidate.path);
  if (reference?.kind !== 'pattern') return [];
  return membersOf(reference, context)
    .filter((model) => isEligible(model, context))
    .map((model) => model.slug);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Drops fallbacks that are not allowed, and a primary for which an allowed fallback can step in. */
function pruneModels(part: JudgedPart): Pruned {
  const primary = part.judged.find(({ role, path }) => role === 'primary' && isOwn(part, path));
  const fallbacks = part.judged.filter(({ role, path }) => role === 'fallback' && isOwn(part, path));
  const successor =
    primary?.outcome === 'refused' ? fallbacks.find(({ outcome }) => outcome === 'allowed') : undefined;
  const dropped = new Set(fallbacks.filter(({ outcome }) => outcome === 'refused'));
  if (primary !== undefined && successor !== undefined) dropped.add(primary);
  if (dropped.size === 0) return { judged: part.judged, changes: [] };

  const modelPath = `${part.prefix}/model`;
  // One of `models` leads by itself once those before it are gone; one of `fallbacks` has to become the model.
  const stepsIn =
    successor !== undefined && (primary?.path === modelPath || !successor.path.startsWith(`${modelPath}s/`));
  const op = 'model' in part.body ? 'replace' : 'add';
  const removed = [...dropped, ...(stepsIn ? [successor] : [])].map(({ path }) => path);
  return {
    judged: part.judged.map((reference) => (dropped.has(reference) ? asDropped(reference) : reference)),
    changes: [
      ...(stepsIn ? [{ op, path: modelPath, value: successor.requested } as const] : []),
      ...removals(part, 'models', removed),
      ...removals(part, 'fallbacks', removed),
    ],
  };
}

function asDropped(reference: JudgedReference): JudgedReference {
  return { ...reference, outcome: 'dropped' };
}

/** Whether the reference stands in the body itself: what a preset brings can't be taken out here. */
function isOwn({ prefix }: JudgedPart, path: string): boolean {
  return path.startsWith(`${prefix}/model`) || path.startsWith(`${prefix}/fallbacks`);
}

/** Takes entries out of a list, last one first, so that the pointers of the others stay right; or the whole list. */
function removals(
  { body, prefix }: JudgedPart,
  field: string,
  removed: readonly string[],
): readonly JsonPatchOperation[] {
  const path = `${prefix}/${field}`;
  const list = body[field];
  const indexes = removed
    .filter((each) => each.startsWith(`${path}/`))
    .map((each) => Number(each.slice(path.length + 1).split('/', 1)[0]));
  const isWhole =
    removed.includes(path) || (Array.isArray(list) && indexes.length > 0 && indexes.length === list.length);
  if (isWhole) return [{ op: 'remove', path }];
  return indexes.sort((a, b) => b - a).map((index) => ({ op: 'remove', path: `${path}/${index}` }));
}

/**
 * Whether a body bounds what a router may pick: every entry of its plugin is switched on and has candidates, in the
 * spelling that the reader reads. Several entries may be merged in any way, so all of them must.
 */
export function boundsCandidates(
  bounds: readonly RouterBound[],
  pluginId: string,
  namings: Namings,
): boolean {
  const own = bounds.filter((bound) => bound.pluginId === pluginId);
  const lists = namings.map((naming) => spell('allowed_models', naming));
  const hasList = (path: string, name: string): boolean =>
    own.some((bound) => bound.listPath === `${path}/${name}` && bound.patterns > 0);
  return (
    own.length > 0 && own.every(({ enabled, path }) => enabled && lists.every((name) => hasList(path, name)))
  );
}

/**
 * What OpenRouter takes as a list of candidates.
 *
 * @see https://openrouter.ai/docs/features/model-routing (auto router; read 2026-08-22)
 */
const mostPatterns = 1_024;
const mostCharacters = 65_536;
const longestPattern = 1_024;

/** As many of the slugs as the limits allow, in order. */
export function withinLimits(slugs: readonly string[]): readonly string[] {
  let characters = 0;
  return slugs
    .filter((slug) => slug.length <= longestPattern)
    .slice(0, mostPatterns)
    .filter((slug) => {
      characters += slug.length;
      return characters <= mostCharacters;
    });
}
