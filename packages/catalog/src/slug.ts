/**
 * Variants that only change how a model is served (provider order, web search): the same model, usually without a row
 * of its own. Every other variant is static: a row with endpoints of its own, and only that row.
 *
 * @see https://openrouter.ai/docs/features/model-routing (read 2026-08-22)
 */
export const dynamicVariants: ReadonlySet<string> = new Set(['nitro', 'floor', 'online', 'exacto']);

/** Routers that the list may omit. Rows with the tokenizer `Router` that are not aliases are routers too. */
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

/** Splits `author/name@preset/slug` and `@preset/slug`. */
export function splitPreset(slug: string): { readonly name: string; readonly preset: string | null } {
  const marker = '@preset/';
  const at = slug.toLowerCase().indexOf(marker);
  return at < 0
    ? { name: slug, preset: null }
    : { name: slug.slice(0, at), preset: slug.slice(at + marker.length) };
}

/** Whether the slug has the form of an alias: `~author/family-latest`. */
export function isAliasSlug(slug: string): boolean {
  return slug.startsWith('~');
}

/** Whether the slug, with or without variants, is one of {@link knownRouters}. */
export function isKnownRouter(slug: string): boolean {
  return knownRouters.has(slug) || (slug.includes(':') && knownRouters.has(slug.replace(/:.*$/, '')));
}
