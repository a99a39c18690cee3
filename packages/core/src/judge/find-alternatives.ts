import {
  type CatalogModel,
  type CatalogSnapshot,
  type Resolution,
  suggestNames,
  type Verdict,
} from '@distillable/catalog';
import { once } from '../once.js';

/** Options of {@link findAlternatives}. */
export interface AlternativesOptions {
  /** How many to name at most. @default 3 */
  readonly limit?: number;
  /** `YYYY-MM-DD`: models that expire on or before this day are left out. @default none is left out */
  readonly today?: string;
  /** A further condition for a model. @default every model passes */
  readonly accepts?: (model: CatalogModel) => boolean;
}

/**
 * The distillable models nearest to one that may not be used: same family, same kind of output, similar context and
 * price, in this order of weight. Nearest first. Aliases and static variants are left out: they are other names or
 * other offers of a model that is named anyway. Something that is no model of the catalog has no alternatives, because
 * nothing says what it can do.
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

/** Share of the wanted features that are not offered: 0 to 1. */
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

/** A model that may have been meant. */
export interface Suggestion {
  /** Of a row of the catalog. */
  readonly slug: string;
  /** Its own verdict: the model that was probably meant need not be distillable. */
  readonly verdict: Verdict;
}

/** In characters. No real slug is nearly as long, so a longer text is not compared. */
const maxLength = 200;

/**
 * Models that may have been meant by a name that the catalog does not know, best first: the same name in another case,
 * with another or no author, with a prefix or variant that does not belong there, the repository of its weights; or
 * else names that are spelled alike.
 *
 * @param limit how many at most. @default 3
 */
export function suggestModels(
  requested: string,
  snapshot: CatalogSnapshot,
  limit = 3,
): readonly Suggestion[] {
  const written = requested.trim().toLowerCase();
  if (written === '' || written.length > maxLength) return [];
  const exact = findExact(written, requested, snapshot);
  const slugs = exact.length > 0 ? exact : findSimilar(written, requested, snapshot, limit);
  return slugs.slice(0, limit).map((slug) => ({ slug, verdict: snapshot.resolve(slug).verdict }));
}

/** `Did you mean qwen/qwen3-max (distillable)?`; empty without a suggestion. */
export function describeSuggestions(suggestions: readonly Suggestion[]): string {
  if (suggestions.length === 0) return '';
  return `Did you mean ${suggestions.map(({ slug, verdict }) => `${slug} (${verdict})`).join(', or ')}?`;
}

/** At most this many names get a suggestion: comparing each of thousands with the whole catalog would take seconds. */
const maxAdvised = 5;

/** Suggests for the unknown names of one request, each once. */
export function createAdviser(snapshot: CatalogSnapshot | null): (name: string) => string {
  let left = maxAdvised;
  return once((name) => {
    left -= 1;
    return snapshot === null || left < 0 ? '' : describeSuggestions(suggestModels(name, snapshot));
  });
}

/** Names that differ only in parts that people often get wrong, or that other services write differently. */
function findExact(written: string, requested: string, snapshot: CatalogSnapshot): readonly string[] {
  const isKnown = (slug: string): boolean =>
    slug !== requested && snapshot.resolve(slug).verdict !== 'unknown';
  const parts = written.split('/');
  const readings = [
    written,
    `~${written}`,
    // LiteLLM and others write openrouter/author/name.
    ...(parts.length > 2 ? [parts.slice(-2).join('/')] : []),
    written.replace(/:[^:/]*$/, ''),
  ];
  const [known] = readings.filter(isKnown);
  if (known !== undefined) return [known];
  const name = parts.at(-1) ?? '';
  return snapshot
    .models()
    .filter((row) => row.slug !== requested && isNamed(row, written, name))
    .map(({ slug }) => slug);
}

/** Whether a row has this name under any author, or these weights. */
function isNamed(
  { slug, canonicalSlug, huggingFaceId }: CatalogModel,
  written: string,
  name: string,
): boolean {
  return (
    slug.endsWith(`/${name}`) ||
    canonicalSlug.endsWith(`/${name}`) ||
    (huggingFaceId !== null && huggingFaceId.toLowerCase() === written)
  );
}

function findSimilar(
  written: string,
  requested: string,
  snapshot: CatalogSnapshot,
  limit: number,
): readonly string[] {
  const slugs = snapshot
    .models()
    .map(({ slug }) => slug)
    .filter((slug) => slug !== requested);
  if (written.includes('/')) return suggestNames(written, slugs, limit);
  // A name without its author is compared with names alone.
  const byName = new Map(slugs.map((slug) => [slug.slice(slug.indexOf('/') + 1), slug]));
  return suggestNames(written, byName.keys(), limit).flatMap((name) => byName.get(name) ?? []);
}
