/**
 * Variants that only change how a model is served (provider order, web search): the same model without an own row.
 * Every other variant is static: an own row with own endpoints, and only that row.
 *
 * @see https://openrouter.ai/docs/features/model-routing (read 2026-08-22)
 */
export const dynamicVariants: ReadonlySet<string> = new Set(['nitro', 'floor', 'online', 'exacto']);

/** Routers that the list may leave out; rows with tokenizer `Router` that are no alias are routers too. */
export const knownRouters: ReadonlySet<string> = new Set([
  'openrouter/auto',
  'openrouter/auto-beta',
  'openrouter/free',
  'openrouter/fusion',
  'openrouter/fusion-flash',
  'openrouter/bodybuilder',
  'openrouter/pareto-code',
  'nvidia/switchyard',
  'typesafe/jev-router',
]);

/** Splits `base:variant` at its last colon. */
export function splitVariant(slug: string): { readonly base: string; readonly variant: string | null } {
  const colon = slug.lastIndexOf(':');
  return colon < 0
    ? { base: slug, variant: null }
    : { base: slug.slice(0, colon), variant: slug.slice(colon + 1) };
}

/** The preset's slug in `@preset/slug` and `author/name@preset/slug`, or null. */
export function findPreset(slug: string): string | null {
  const marker = '@preset/';
  const at = slug.toLowerCase().indexOf(marker);
  return at < 0 ? null : slug.slice(at + marker.length);
}

/** Whether the slug is written as an alias: `~author/family-latest`. */
export function isAliasSlug(slug: string): boolean {
  return slug.startsWith('~');
}

/** Whether the slug, with or without a variant, is a router that we know by name. */
export function isKnownRouter(slug: string): boolean {
  return knownRouters.has(slug) || (slug.includes(':') && knownRouters.has(slug.replace(/:.*$/, '')));
}
