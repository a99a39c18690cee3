import type { CatalogModel, CatalogSnapshot, Verdict } from '@distillable/catalog';

/** A model that may have been meant. */
export interface Suggestion {
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
  const given = new Map<string, string>();
  return (name) => {
    const known = given.get(name);
    if (known !== undefined || snapshot === null || given.size >= maxAdvised) return known ?? '';
    const advice = describeSuggestions(suggestModels(name, snapshot));
    given.set(name, advice);
    return advice;
  };
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

/** Names at most this far, per character of what was written, are taken for typing errors. */
const tolerance = 0.34;

/**
 * The known names that are spelled most like what was written, best first; none that is too far away.
 *
 * @param limit how many at most. @default 3
 */
export function suggestNames(written: string, known: Iterable<string>, limit = 3): readonly string[] {
  const maxDistance = Math.max(1, Math.floor(written.length * tolerance));
  const near: { name: string; distance: number }[] = [];
  for (const name of known) {
    const distance = editDistance(written, name, maxDistance);
    if (distance <= maxDistance) near.push({ name, distance });
  }
  return near
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other (optimal string
 * alignment); `maxDistance + 1` for anything above `maxDistance`, which saves most of the work on a long list.
 */
export function editDistance(
  from: string,
  to: string,
  maxDistance: number = Math.max(from.length, to.length),
): number {
  const tooFar = maxDistance + 1;
  if (Math.abs(from.length - to.length) > maxDistance) return tooFar;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    // Further from the diagonal than this, everything is too far.
    const [first, last] = [Math.max(1, row - maxDistance), Math.min(to.length, row + maxDistance)];
    const current: number[] = new Array(to.length + 1).fill(tooFar);
    current[0] = row;
    let nearest = row;
    for (let column = first; column <= last; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const distance = Math.min(
        (previous[column] ?? tooFar) + 1,
        (current[column - 1] ?? tooFar) + 1,
        (previous[column - 1] ?? tooFar) + (isSame ? 0 : 1),
        isSwap ? (beforePrevious[column - 2] ?? tooFar) + 1 : tooFar,
      );
      current[column] = distance;
      nearest = Math.min(nearest, distance);
    }
    if (nearest > maxDistance) return tooFar;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[to.length] ?? tooFar, tooFar);
}
