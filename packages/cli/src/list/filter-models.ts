import type { CatalogModel } from '@distillable/catalog/light';
import { dearestPrice } from '../render/price.js';

/** What a row must meet to be listed; all that are set. */
export interface ModelFilter {
  /** Any of these authors, in lower case. */
  readonly author?: readonly string[];
  /** Every word of it is in the slug, the canonical slug or the name. */
  readonly search?: string;
  /** Tokens. A row that does not say its context length does not meet it. */
  readonly minContext?: number;
  /** USD per million tokens, for prompt and completion both. A row of unknown price does not meet it. */
  readonly maxPrice?: number;
  /** Prompt and completion cost nothing. */
  readonly free?: boolean;
  /** Takes or produces each of these. */
  readonly modality?: readonly string[];
  /** Supports each of these parameters. */
  readonly supports?: readonly string[];
}

type Condition = (model: CatalogModel) => boolean;

/** The rows that meet every condition, in their order. */
export function filterModels(models: readonly CatalogModel[], filter: ModelFilter): readonly CatalogModel[] {
  const conditions = conditionsOf(filter);
  return models.filter((model) => conditions.every((isMet) => isMet(model)));
}

function conditionsOf({
  author,
  search,
  minContext,
  maxPrice,
  free,
  modality,
  supports,
}: ModelFilter): Condition[] {
  const conditions: Condition[] = [];
  if (author !== undefined) conditions.push((model) => author.includes(authorOf(model.slug)));
  if (search !== undefined) conditions.push(containsWords(search));
  if (minContext !== undefined) conditions.push((model) => (model.contextLength ?? -1) >= minContext);
  if (maxPrice !== undefined)
    conditions.push((model) => (dearestPrice(model) ?? Number.POSITIVE_INFINITY) <= maxPrice);
  if (free === true) conditions.push((model) => dearestPrice(model) === 0);
  if (modality !== undefined) {
    conditions.push((model) =>
      modality.every(
        (wanted) => model.inputModalities.includes(wanted) || model.outputModalities.includes(wanted),
      ),
    );
  }
  if (supports !== undefined) {
    conditions.push((model) => supports.every((parameter) => model.supportedParameters.includes(parameter)));
  }
  return conditions;
}

/** The part before the slash; an alias belongs to the author it names. */
function authorOf(slug: string): string {
  return slug.replace(/^~/, '').split('/', 1)[0]?.toLowerCase() ?? '';
}

function containsWords(search: string): Condition {
  const words = search.toLowerCase().split(/\s+/);
  return ({ slug, canonicalSlug, name }) => {
    const text = `${slug}\n${canonicalSlug}\n${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
