/**
 * What OpenRouter takes as a list of candidates.
 *
 * @see https://openrouter.ai/docs/features/model-routing (auto router; read 2026-08-22)
 */
const mostPatterns = 1_024;
const mostCharacters = 65_536;
const longestPattern = 1_024;

/** As many of the slugs as the limits allow, in order. */
export function withinLimits(slugs: readonly string[]): readonly string[] {
  let characters = 0;
  return slugs
    .filter((slug) => slug.length <= longestPattern)
    .slice(0, mostPatterns)
    .filter((slug) => {
      characters += slug.length;
      return characters <= mostCharacters;
    });
}
