import { type CatalogModel, type JsonObject, resolveByForm } from '@distillable/catalog';
import type { JudgeContext } from '../judge/judge-context.js';
import { describeSlug, type JudgedReference } from '../judge/verdict.js';
import { once } from '../once.js';
import { boundingPlugin } from '../references/collect-plugins.js';
import type { ModelReference, RouterBound } from '../references/reference.js';
import type { JsonPatchOperation } from './json-patch.js';

/** One body with its references; a batch has several. */
export interface JudgedBody {
  /** As on the wire. */
  readonly body: JsonObject;
  /** JSON Pointer to the body. */
  readonly prefix: string;
  /** Whether it is the frame of a batch, whose plugins are not known to reach the bodies. */
  readonly isFrame: boolean;
  readonly references: readonly ModelReference[];
  readonly bounds: readonly RouterBound[];
  readonly judged: readonly JudgedReference[];
}

/** References after pruning, and the changes to the body. */
export interface Pruned {
  readonly judged: readonly JudgedReference[];
  readonly changes: readonly JsonPatchOperation[];
}

/**
 * Drops candidates, fallbacks, and a primary for which a fallback can step in; and bounds auto routers. A reference that
 * is still rejected then rejects the request.
 */
export type Pruner = (judgedBody: JudgedBody) => Pruned;

/** At most this many lists of candidates are written into one request: each may be a hundred times as long as its cause. */
const maxLists = 256;

/** Creates the function that prunes the bodies of one request. */
export function createPruner(context: JudgeContext): Pruner {
  const { snapshot, policy } = context;
  const lists: Lists = {
    left: maxLists,
    every: once(() => {
      const models = (snapshot?.models() ?? none).filter(
        (model) => isTextModel(model) && context.isEligible(model),
      );
      return withinLimits(models.map(({ slug }) => slug));
    }),
  };
  return (judgedBody) => {
    const narrowed = narrowCandidates(judgedBody, context, lists);
    const bounded =
      policy.routers === 'reject'
        ? { judged: narrowed.judged, changes: [] }
        : boundRouters({ ...judgedBody, judged: narrowed.judged }, lists);
    const left = dropModels({ ...judgedBody, judged: bounded.judged });
    return { judged: left.judged, changes: [...narrowed.changes, ...bounded.changes, ...left.changes] };
  };
}

/** The lists of candidates that are written into a request. */
interface Lists {
  /** How many more may be written. */
  left: number;
  /** Every eligible text model. */
  readonly every: (key: null) => readonly string[];
}

/** Narrows the caller's own candidates to the eligible ones. A list with no eligible candidate stays rejected. */
function narrowCandidates(
  { judged, references, bounds }: JudgedBody,
  context: JudgeContext,
  lists: Lists,
): Pruned {
  const patterns = new Map(references.map((each) => [each.path, each]));
  const byList = candidatesByList(judged);
  /** A candidate as it is, the eligible members of a wildcard, or nothing. */
  const fitPartOf = ({ path, outcome, requested }: JudgedReference): readonly string[] => {
    if (outcome === 'allowed') return requested === null ? [] : [requested];
    const reference = patterns.get(path);
    if (reference?.kind !== 'pattern') return [];
    return context.sort(context.wildcards?.membersOf(reference.text, reference.excluded) ?? none).fit;
  };
  const changes: JsonPatchOperation[] = [];
  const dropped = new Set<JudgedReference>();
  for (const { listPath } of bounds) {
    const candidates = listPath === null ? [] : (byList.get(listPath) ?? []);
    const unfit = candidates.filter(isRejected);
    if (listPath === null || unfit.length === 0 || lists.left === 0) continue;
    // A wildcard that comes again has the same list.
    const parts = new Set(candidates.map(fitPartOf));
    const fit = withinLimits([...new Set([...parts].flat())]);
    if (fit.length === 0) continue;
    lists.left -= 1;
    changes.push({ op: 'replace', path: listPath, value: fit });
    for (const candidate of unfit) dropped.add(candidate);
  }
  return { judged: judged.map((each) => (dropped.has(each) ? asDropped(each) : each)), changes };
}

/** Gives an auto router that has no candidates the eligible text models of the catalog as its candidates. */
function boundRouters(judgedBody: JudgedBody, lists: Lists): Pruned {
  const { judged } = judgedBody;
  const pluginIds = new Set(judged.flatMap(pluginToBound).filter((id) => mayBound(judgedBody, id)));
  const candidates = pluginIds.size === 0 ? [] : lists.every(null);
  if (candidates.length === 0) return { judged, changes: [] };
  const changes = boundChanges(judgedBody, [...pluginIds], candidates);
  if (changes.length > lists.left) return { judged, changes: [] };
  lists.left -= changes.length;
  return {
    judged: judged.map((each) =>
      pluginToBound(each).some((id) => pluginIds.has(id)) ? asBounded(each) : each,
    ),
    changes,
  };
}

/** The plugin that could bound this reference; none where it is no auto router without a bound. */
function pluginToBound({ code, role, requested }: JudgedReference): readonly string[] {
  if (code !== 'ROUTER_UNBOUNDED' || (role !== 'primary' && role !== 'fallback')) return [];
  const pluginId = boundingPlugin(resolveByForm(requested ?? ''));
  return pluginId === undefined ? [] : [pluginId];
}

/** An empty list means none, never all. A plugin that is switched off, or a field that is no list, can't be given a bound. */
function mayBound({ body, bounds, isFrame }: JudgedBody, pluginId: string): boolean {
  const { plugins } = body;
  if (isFrame || (plugins !== undefined && plugins !== null && !Array.isArray(plugins))) return false;
  return bounds
    .filter((bound) => bound.pluginId === pluginId)
    .every(({ enabled, listPath }) => enabled && listPath === null);
}

/** Variants are left out: they are other offers of a model that is named anyway. */
function isTextModel({ kind, slug, outputModalities }: CatalogModel): boolean {
  return kind === 'model' && !slug.includes(':') && outputModalities.includes('text');
}

/** Adds the candidates to every entry of the plugins, and a new entry for a plugin that has none. */
function boundChanges(
  { body, prefix, bounds }: JudgedBody,
  pluginIds: readonly string[],
  candidates: readonly string[],
): readonly JsonPatchOperation[] {
  const inEntries = bounds
    .filter(({ pluginId }) => pluginIds.includes(pluginId))
    .map(
      ({ path }): JsonPatchOperation => ({ op: 'add', path: `${path}/allowed_models`, value: candidates }),
    );
  const newEntries = pluginIds
    .filter((id) => bounds.every(({ pluginId }) => pluginId !== id))
    .map((id) => ({ id, allowed_models: candidates }));
  if (newEntries.length === 0) return inEntries;
  const path = `${prefix}/plugins`;
  if (!Array.isArray(body['plugins'])) {
    return [...inEntries, { op: 'plugins' in body ? 'replace' : 'add', path, value: newEntries }];
  }
  return [
    ...inEntries,
    ...newEntries.map((value): JsonPatchOperation => ({ op: 'add', path: `${path}/-`, value })),
  ];
}

function asBounded(reference: JudgedReference): JudgedReference {
  const code = 'ROUTER_BOUND_ADDED';
  const message = describeSlug(code, reference.requested ?? '');
  return { ...reference, outcome: 'allowed', code, message, alternatives: [] };
}

/** Drops fallbacks that are not allowed, and a primary for which an allowed fallback can step in. */
function dropModels({ body, prefix, judged }: JudgedBody): Pruned {
  // The models of a preset are stored on the server, and can't be taken out here.
  const own = judged.filter(({ path }) => /^\/(?:model|fallbacks)/.test(path.slice(prefix.length)));
  const primary = own.find(({ role }) => role === 'primary');
  const fallbacks = own.filter(({ role }) => role === 'fallback');
  const successor =
    primary?.outcome === 'refused' ? fallbacks.find(({ outcome }) => outcome === 'allowed') : undefined;
  const dropped = new Set(fallbacks.filter(isRejected));
  if (primary !== undefined && successor !== undefined) dropped.add(primary);
  if (dropped.size === 0) return { judged, changes: [] };

  const modelPath = `${prefix}/model`;
  // An entry of `models` comes first when those before it are gone. One of `fallbacks` has to become the model.
  const stepsIn =
    successor !== undefined && (primary?.path === modelPath || !successor.path.startsWith(`${modelPath}s/`));
  const removed = [...dropped, ...(stepsIn ? [successor] : [])].map(({ path }) => path.slice(prefix.length));
  const replaced: JsonPatchOperation[] = stepsIn
    ? [{ op: 'model' in body ? 'replace' : 'add', path: modelPath, value: successor.requested }]
    : [];
  const removals = ['models', 'fallbacks'].flatMap((field) => removalsFrom(field, body[field], removed));
  return {
    judged: judged.map((each) => (dropped.has(each) ? asDropped(each) : each)),
    changes: [...replaced, ...removals.map((change) => ({ ...change, path: prefix + change.path }))],
  };
}

/** Up to this many entries are removed one by one. With more, the whole list is replaced. */
const maxRemovals = 32;

/** Takes out entries of a list, the last one first, so that the pointers of the others stay right; or the whole list. */
function removalsFrom(
  field: string,
  list: unknown,
  removed: readonly string[],
): readonly JsonPatchOperation[] {
  const path = `/${field}`;
  const indexes = removed
    .filter((each) => each.startsWith(`${path}/`))
    .map((each) => Number(each.split('/', 3)[2]));
  const isWhole = Array.isArray(list) && indexes.length > 0 && indexes.length === list.length;
  if (isWhole || removed.includes(path)) return [{ op: 'remove', path }];
  if (indexes.length > maxRemovals && Array.isArray(list)) {
    const without = new Set(indexes);
    return [{ op: 'replace', path, value: list.filter((_, index) => !without.has(index)) }];
  }
  return indexes.sort((a, b) => b - a).map((index) => ({ op: 'remove', path: `${path}/${index}` }));
}

function asDropped(reference: JudgedReference): JudgedReference {
  return { ...reference, outcome: 'dropped' };
}

function isRejected({ outcome }: JudgedReference): boolean {
  return outcome === 'refused';
}

function candidatesByList(
  judged: readonly JudgedReference[],
): ReadonlyMap<string, readonly JudgedReference[]> {
  const byList = new Map<string, JudgedReference[]>();
  for (const each of judged) {
    if (each.role !== 'candidate') continue;
    const listPath = each.path.slice(0, each.path.lastIndexOf('/'));
    const list = byList.get(listPath);
    if (list === undefined) byList.set(listPath, [each]);
    else list.push(each);
  }
  return byList;
}

/**
 * The limits of OpenRouter for a list of candidates.
 *
 * @see https://openrouter.ai/docs/features/model-routing (auto router; read 2026-08-22)
 */
const maxPatterns = 1_024;
const maxCharacters = 65_536;
const maxPatternLength = 1_024;

/** As many of the slugs as the limits allow, in order. */
export function withinLimits(slugs: readonly string[]): readonly string[] {
  let characters = 0;
  return slugs
    .filter((slug) => slug.length <= maxPatternLength)
    .slice(0, maxPatterns)
    .filter((slug) => {
      characters += slug.length;
      return characters <= maxCharacters;
    });
}

const none: readonly never[] = Object.freeze([]);
