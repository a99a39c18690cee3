import { type CatalogSnapshot, identify } from '@distillable/catalog';

/**
 * `qwen2.5-72b-awq: most likely qwen/qwen-2.5-72b-instruct, which is distillable.` Empty if no slug is likely, or if all
 * that are were suggested.
 */
export function describeMeaning(
  name: string,
  snapshot: CatalogSnapshot,
  suggested: readonly string[],
): string {
  const { slugs } = identify(name, snapshot);
  if (slugs.every((slug) => suggested.includes(slug))) return '';
  const meanings = slugs.map((slug) => {
    const { verdict } = snapshot.resolve(slug);
    return `${slug}, which is ${verdict === 'unknown' ? 'not in the list any more' : verdict}`;
  });
  return `${name}: most likely ${meanings.join('; or ')}.`;
}
