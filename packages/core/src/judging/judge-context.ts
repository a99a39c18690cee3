import type { CatalogModel, CatalogSnapshot, Resolution } from '@distillable/catalog/light';
import { findAlternatives } from '../alternatives/find-alternatives.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';

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
export function alternativesTo(resolution: Resolution, context: JudgeContext): readonly string[] {
  const { snapshot, alternatives, now } = context;
  if (alternatives === 0) return none;
  return findAlternatives(snapshot, resolution, {
    limit: alternatives,
    accepts: (model) => isEligible(model, context),
    ...todayOf(now),
  }).map((model) => model.slug);
}

const none: readonly string[] = Object.freeze([]);

/** The day, unless the clock gave nonsense. */
function todayOf(now: number | null): { readonly today?: string } {
  const date = new Date(now ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { today: date.toISOString().slice(0, 10) };
}
