import { type CatalogModel, type CatalogSnapshot, type Resolution, splitVariant } from '@distillable/catalog';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { boundableRouters } from '../references/collect-plugins.js';
import type { ModelReference } from '../references/reference.js';
import type { JudgedReference, ReferenceCode } from './decision.js';
import { describeOpen, describeSlug, textOf } from './describe.js';
import { findAlternatives } from './find-alternatives.js';
import { matchesWildcard } from './matches-wildcard.js';

/** Says whether the body bounds a router's candidates. */
export type IsBounded = (pluginId: string) => boolean;

/** Judges one reference by the catalog and the policy's lists. */
export function judgeReference(
  reference: ModelReference,
  context: JudgeContext,
  isBounded: IsBounded,
): JudgedReference {
  switch (reference.kind) {
    case 'slug':
      return judgeSlug(reference, context, isBounded);
    case 'pattern':
      return judgePattern(reference, context);
    case 'preset':
      return refused(
        reference,
        reference.text,
        'dynamic',
        'PRESET_UNKNOWN',
        describeSlug('PRESET_UNKNOWN', reference.text),
      );
    case 'open':
      return refused(reference, null, 'dynamic', 'SERVER_PICKS', describeOpen(reference.reason));
    case 'malformed': {
      const text = textOf(reference.value);
      return refused(reference, text, 'unknown', 'NOT_A_SLUG', describeSlug('NOT_A_SLUG', text));
    }
  }
}

type Of<Kind extends ModelReference['kind']> = Extract<ModelReference, { readonly kind: Kind }>;

function judgeSlug(reference: Of<'slug'>, context: JudgeContext, isBounded: IsBounded): JudgedReference {
  const resolution = context.snapshot.resolve(reference.text);
  const code = codeOf(reference, resolution, context, isBounded);
  const allowed = code === 'DISTILLABLE' || code === 'ROUTER_BOUNDED' || code === 'ADMITTED_BY_POLICY';
  return {
    path: reference.path,
    role: reference.role,
    requested: reference.text,
    model: resolution.model?.slug ?? null,
    canonicalSlug: resolution.model?.canonicalSlug ?? null,
    verdict: resolution.verdict,
    outcome: allowed ? 'allowed' : 'refused',
    code,
    message: describeSlug(code, reference.text, context.snapshot),
    alternatives: allowed ? none : alternativesTo(resolution, context),
  };
}

function codeOf(
  reference: Of<'slug'>,
  resolution: Resolution,
  { compiled, snapshot }: JudgeContext,
  isBounded: IsBounded,
): ReferenceCode {
  const listed = compiled.askLists === null ? 'listed' : compiled.askLists(resolution);
  if (listed === 'denied') return 'DENIED_BY_POLICY';
  switch (resolution.verdict) {
    case 'distillable':
      return listed === 'not-listed' ? 'NOT_IN_POLICY' : 'DISTILLABLE';
    case 'not-distillable':
      return 'NOT_DISTILLABLE';
    case 'unknown':
      return codeOfUnknown(resolution, listed === 'listed-exactly' && isPrivate(reference.text, snapshot));
    case 'dynamic':
      return codeOfDynamic(reference, resolution, compiled.policy.routers !== 'reject', isBounded);
  }
}

/** Whether no row is meant: a row's name in capitals or with spaces is no private model. */
function isPrivate(text: string, snapshot: CatalogSnapshot): boolean {
  return snapshot.resolve(text.trim().toLowerCase()).verdict === 'unknown';
}

function codeOfUnknown({ requested, steps }: Resolution, isAdmitted: boolean): ReferenceCode {
  if (requested === '') return 'EMPTY_SLUG';
  const last = steps.at(-1);
  if (last?.kind === 'variant-without-row') return 'VARIANT_WITHOUT_ROW';
  if (last?.kind === 'alias-target-missing' || last?.kind === 'alias-of-alias') return 'ALIAS_TARGET_UNKNOWN';
  return isAdmitted ? 'ADMITTED_BY_POLICY' : 'UNKNOWN_MODEL';
}

function codeOfDynamic(
  { role }: ModelReference,
  { requested, steps }: Resolution,
  mayBeBounded: boolean,
  isBounded: IsBounded,
): ReferenceCode {
  if (steps.some((step) => step.kind === 'preset')) return 'PRESET_UNKNOWN';
  const pluginId = boundableRouters.get(splitVariant(requested).base);
  // Only the body's own routing reads the bound: a router inside a tool does not.
  const usesBound = role === 'primary' || role === 'fallback';
  return usesBound && mayBeBounded && pluginId !== undefined && isBounded(pluginId)
    ? 'ROUTER_BOUNDED'
    : 'ROUTER_UNBOUNDED';
}

/** A wildcard is as good as its worst member: what it may match, less what is excluded. */
function judgePattern(reference: Of<'pattern'>, context: JudgeContext): JudgedReference {
  const members = membersOf(reference, context);
  if (members.length === 0) {
    const message = describeSlug('WILDCARD_WITHOUT_MATCH', reference.text);
    return refused(reference, reference.text, 'unknown', 'WILDCARD_WITHOUT_MATCH', message);
  }
  const unfit = members.filter((model) => !isEligible(model, context));
  if (unfit.length === 0) {
    const message = `${reference.text} matches ${members.length} models, all distillable.`;
    const { path, role, text } = reference;
    const names = { path, role, requested: text, model: null, canonicalSlug: null };
    return {
      ...names,
      verdict: 'distillable',
      outcome: 'allowed',
      code: 'DISTILLABLE',
      message,
      alternatives: none,
    };
  }
  const shown = unfit
    .slice(0, 3)
    .map((model) => model.slug)
    .join(', ');
  const more = unfit.length > 3 ? ` and ${unfit.length - 3} more` : '';
  const message = `${reference.text} also matches ${shown}${more}, which may not be used. Name the models one by one.`;
  const fit = members.filter((model) => !unfit.includes(model)).map((model) => model.slug);
  const judged = refused(reference, reference.text, 'dynamic', 'WILDCARD_NOT_DISTILLABLE', message);
  return { ...judged, alternatives: fit.slice(0, context.alternatives) };
}

/** The models that a wildcard may match. */
export function membersOf(
  { text, excluded }: Of<'pattern'>,
  { snapshot }: JudgeContext,
): readonly CatalogModel[] {
  return snapshot
    .models()
    .filter((model) => model.kind === 'model' && matchesWildcard(text, model.slug))
    .filter((model) => !excluded.some((pattern) => matchesWildcard(pattern, model.slug)));
}

function refused(
  { path, role }: ModelReference,
  requested: string | null,
  verdict: JudgedReference['verdict'],
  code: ReferenceCode,
  message: string,
): JudgedReference {
  const names = { path, role, requested, model: null, canonicalSlug: null };
  return { ...names, verdict, outcome: 'refused', code, message, alternatives: none };
}

const none: readonly string[] = Object.freeze([]);

/** What references are judged by. */
export interface JudgeContext {
  readonly snapshot: CatalogSnapshot;
  readonly compiled: CompiledPolicy;
  /** How many alternatives a refused reference names. */
  readonly alternatives: number;
  /** Milliseconds since the epoch, where the clock is known: models that have expired are no alternatives. */
  readonly now: number | null;
}

/** Whether a row is distillable and within the policy's lists. */
export function isEligible(model: CatalogModel, { snapshot, compiled }: JudgeContext): boolean {
  const resolution = snapshot.resolve(model.slug);
  if (resolution.verdict !== 'distillable') return false;
  const listed = compiled.askLists?.(resolution) ?? 'listed';
  return listed === 'listed' || listed === 'listed-exactly';
}

/** Slugs to use instead of one that may not be used. */
function alternativesTo(resolution: Resolution, context: JudgeContext): readonly string[] {
  const { snapshot, alternatives, now } = context;
  if (alternatives === 0) return noneOfJudgeContext;
  return findAlternatives(snapshot, resolution, {
    limit: alternatives,
    accepts: (model) => isEligible(model, context),
    ...todayOf(now),
  }).map((model) => model.slug);
}

const noneOfJudgeContext: readonly string[] = Object.freeze([]);

/** The day, unless the clock gave nonsense. */
function todayOf(now: number | null): { readonly today?: string } {
  const date = new Date(now ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { today: date.toISOString().slice(0, 10) };
}
