import { type CatalogModel, type CatalogSnapshot, suggestNames, type Verdict } from '@distillable/catalog';
import { once } from '../once.js';

/** A model that may have been meant. */
export interface Suggestion {
  /** Of a row of the catalog. */
  readonly slug: string;
  /** Its own verdict: what was probably meant need not be distillable. */
  readonly verdict: Verdict;
}

/** No slug is nearly as long; a longer text is not compared with any. */
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

/** So many names get a suggestion: comparing each of thousands with the whole catalog would take seconds. */
const maxAdvised = 5;

/** Suggests for the unknown names of one request, each once. */
export function createAdviser(snapshot: CatalogSnapshot | null): (name: string) => string {
  let left = maxAdvised;
  return once((name) => {
    left -= 1;
    return snapshot === null || left < 0 ? '' : describeSuggestions(suggestModels(name, snapshot));
  });
}

/** Names that differ in what people get wrong knowingly, or other services write otherwise. */
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
