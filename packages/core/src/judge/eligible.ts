import type { CatalogModel, CatalogSnapshot, Resolution } from '@distillable/catalog';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { findAlternatives } from './find-alternatives.js';

/** What references are judged by. */
export interface JudgeContext {
  /** Null where there is no catalog to judge by: then nothing is proven. */
  readonly snapshot: CatalogSnapshot | null;
  readonly policy: CompiledPolicy;
  /** How many alternatives a rejected reference names. */
  readonly alternatives: number;
  /** Which models an unknown name may mean, as a sentence; empty if there is nothing to say. */
  readonly suggest: (name: string) => string;
  /** Milliseconds since the epoch, where the clock is known: models that have expired are no alternatives. */
  readonly now: number | null;
}

/** Whether a row is distillable and within the policy's lists. */
export function isEligible(
  model: CatalogModel,
  snapshot: CatalogSnapshot,
  { lookUp }: CompiledPolicy,
): boolean {
  const resolution = snapshot.resolve(model.slug);
  if (resolution.verdict !== 'distillable') return false;
  const listed = lookUp?.(resolution) ?? 'listed';
  return listed === 'listed' || listed === 'listed-exactly';
}

/** Slugs to use instead of one that may not be used. */
export function alternativesTo(
  resolution: Resolution,
  { snapshot, policy, alternatives, now }: JudgeContext,
): readonly string[] {
  if (alternatives === 0 || snapshot === null) return [];
  return findAlternatives(snapshot, resolution, {
    limit: alternatives,
    accepts: (model) => isEligible(model, snapshot, policy),
    ...todayOf(now),
  }).map((model) => model.slug);
}

/** The day, unless the clock gave nonsense. */
function todayOf(now: number | null): { readonly today?: string } {
  const date = new Date(now ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { today: date.toISOString().slice(0, 10) };
}
