import { splitVariant } from '@distillable/catalog/light';
import type { JsonPatchOperation } from '../changes/apply-changes.js';
import { describeSlug } from '../judging/describe.js';
import { isEligible, type JudgeContext } from '../judging/judge-context.js';
import { boundableRouters } from '../references/collect-plugins.js';
import { spell } from '../references/naming.js';
import type { JudgedReference } from './decision.js';
import type { JudgedPart, Pruned } from './prune.js';
import { withinLimits } from './router-limits.js';

/** Gives an auto router that has no candidates the eligible text models of the catalog as its candidates. */
export function boundRouters(part: JudgedPart, context: JudgeContext): Pruned {
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
