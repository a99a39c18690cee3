import type { CatalogSnapshot } from '@distillable/catalog/light';
import { suggestNames } from './suggest-name.js';

/**
 * Slugs that may have been meant: first what is right but for case, space or author, then what is
 * spelled alike; never the slug itself, which an alias to a row that is missing would be.
 */
export function suggestSlugs(requested: string, snapshot: CatalogSnapshot, limit = 3): readonly string[] {
  const written = requested.trim().toLowerCase();
  if (written === '') return [];
  // Ids are in lower case. Resolving finds canonical slugs and variants too.
  if (written !== requested && snapshot.resolve(written).verdict !== 'unknown') return [written];
  const slugs = snapshot
    .models()
    .map((model) => model.slug)
    .filter((slug) => slug !== requested);
  const withoutAuthor = slugs.filter((slug) => slug.endsWith(`/${written}`));
  return [...new Set([...withoutAuthor, ...suggestNames(written, slugs, limit)])].slice(0, limit);
}
