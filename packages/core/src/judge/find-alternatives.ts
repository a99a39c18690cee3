import type { CatalogModel, CatalogSnapshot, Resolution } from '@distillable/catalog';

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
 * other offers of a model that is named anyway. None for what is not a model of the catalog: nothing says what it can do.
 */
export function findAlternatives(
  snapshot: CatalogSnapshot,
  resolution: Resolution,
  options: AlternativesOptions = {},
): readonly CatalogModel[] {
  const { limit = 3, today, accepts = () => true } = options;
  const { model: wanted } = resolution;
  if (wanted === null || wanted.kind === 'router') return [];
  return snapshot
    .distillable()
    .filter((model) => model.kind === 'model' && !model.slug.includes(':') && !hasExpired(model, today))
    .filter(accepts)
    .map((model) => ({ model, distance: measureDistance(wanted, model) }))
    .filter(({ distance }) => Number.isFinite(distance))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ model }) => model);
}

function hasExpired(model: CatalogModel, today: string | undefined): boolean {
  return today !== undefined && model.expirationDate !== null && model.expirationDate <= today;
}

/**
 * How far a model is from the one that was asked for; 0 is the same offer, infinite one that can't stand in for it
 * (it does not produce what the other does).
 */
function measureDistance(wanted: CatalogModel, candidate: CatalogModel): number {
  const produces = wanted.outputModalities.every((modality) => candidate.outputModalities.includes(modality));
  if (!produces) return Number.POSITIVE_INFINITY;
  return (
    6 * (1 - nameOverlap(wanted.slug, candidate.slug)) +
    missing(wanted.inputModalities, candidate.inputModalities) +
    0.2 * missing(wanted.supportedParameters, candidate.supportedParameters) +
    0.15 * octaves(wanted.contextLength, candidate.contextLength) +
    0.15 * octaves(Number(wanted.completionPrice), Number(candidate.completionPrice))
  );
}

/** Share of the words (author, family, version, size) that two slugs have in common: 0 to 1. */
function nameOverlap(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}

function wordsOf(slug: string): ReadonlySet<string> {
  const withoutVariant = slug.toLowerCase().replace(/:.*$/, '');
  return new Set(withoutVariant.split(/[^a-z0-9.]+|(?<=[a-z])(?=\d)/).filter((word) => word !== ''));
}

/** Share of what is wanted that is not offered: 0 to 1. */
function missing(wanted: readonly string[], offered: readonly string[]): number {
  if (wanted.length === 0) return 0;
  return wanted.filter((item) => !offered.includes(item)).length / wanted.length;
}

/** Doublings between two amounts, at most 8; 1 where one of them is unknown or free. */
function octaves(one: number | null, other: number | null): number {
  if (one === other) return 0;
  if (one === null || other === null || one <= 0 || other <= 0) return 1;
  return Math.min(8, Math.abs(Math.log2(one / other)));
}
