import type { CatalogModel, CatalogSnapshot, Resolution } from '@distillable/catalog/light';
import { measureDistance } from './measure-distance.js';

/** Options of {@link findAlternatives}. */
export interface AlternativesOptions {
  /** How many to name at most. @default 3 */
  readonly limit?: number;
  /** `YYYY-MM-DD`: models that expire on or before this day are left out. @default none is left out */
  readonly today?: string;
  /** What else a model must meet. @default anything passes */
  readonly accepts?: (model: CatalogModel) => boolean;
}

/**
 * The distillable models nearest to one that may not be used: same family, same kind of output, similar context and
 * price, in this order of weight. Nearest first. Aliases and static variants are left out: they are other names or
 * other offers of a model that is named anyway.
 */
export function findAlternatives(
  snapshot: CatalogSnapshot,
  resolution: Resolution,
  options: AlternativesOptions = {},
): readonly CatalogModel[] {
  const { limit = 3, today, accepts = () => true } = options;
  return snapshot
    .distillable()
    .filter((model) => model.kind === 'model' && !model.slug.includes(':') && !hasExpired(model, today))
    .filter(accepts)
    .map((model) => ({ model, distance: measureDistance(resolution, model) }))
    .filter(({ distance }) => Number.isFinite(distance))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ model }) => model);
}

function hasExpired(model: CatalogModel, today: string | undefined): boolean {
  return today !== undefined && model.expirationDate !== null && model.expirationDate <= today;
}
