import type { CatalogModel, Resolution } from '@distillable/catalog/light';

/**
 * How far a model is from the one that was asked for; 0 is the same offer, infinite one that can't stand in for it
 * (it does not produce what the other does). A model that the catalog does not know is compared by its name alone.
 */
export function measureDistance(wanted: Resolution, candidate: CatalogModel): number {
  const name = 6 * (1 - nameOverlap(wanted.model?.slug ?? wanted.requested, candidate.slug));
  if (wanted.model === null || wanted.model.kind === 'router') {
    return candidate.outputModalities.includes('text') ? name : Number.POSITIVE_INFINITY;
  }
  const produces = wanted.model.outputModalities.every((modality) =>
    candidate.outputModalities.includes(modality),
  );
  if (!produces) return Number.POSITIVE_INFINITY;
  return (
    name +
    missing(wanted.model.inputModalities, candidate.inputModalities) +
    0.2 * missing(wanted.model.supportedParameters, candidate.supportedParameters) +
    0.15 * octaves(wanted.model.contextLength, candidate.contextLength) +
    0.15 * octaves(Number(wanted.model.completionPrice), Number(candidate.completionPrice))
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
