/**
 * What a row is: a `model`, an `alias` (`~author/family-latest`, which stands for another row), or a `router` (the
 * server picks the model).
 */
export type ModelKind = 'model' | 'alias' | 'router';

/**
 * Where a row was found in the two filtered lists: only in `distillable=true`, only in `distillable=false`, in both
 * (`conflicting`), or in neither (`unlisted`; normal for aliases and routers). Only `distillable` is a permission.
 */
export type Permission = 'distillable' | 'not-distillable' | 'conflicting' | 'unlisted';

/**
 * One row of the model list, reduced to the fields that are kept.
 *
 * @see https://openrouter.ai/docs/api-reference/list-available-models (read 2026-08-22)
 */
export interface CatalogModel {
  /** The `id` of the row: what callers write in `model`. */
  readonly slug: string;
  /** The permanent, usually dated, name; a base and its variants share it. The slug itself if the row has none. */
  readonly canonicalSlug: string;
  /** Name for people; the slug if the row has none. */
  readonly name: string;
  /** The kind of row. */
  readonly kind: ModelKind;
  /** Where the row was found in the filtered lists. To judge a slug, use `CatalogSnapshot.resolve`. */
  readonly permission: Permission;
  /**
   * The slug that an alias stands for; null on other rows, and on alias rows that don't name their target. Empty where the
   * list has no readable value for what the row stands for: it counts as an alias of nothing, so it is `unknown`.
   */
  readonly aliasTarget: string | null;
  /** Unix seconds; null if unknown. */
  readonly created: number | null;
  /** Tokens; null if unknown. */
  readonly contextLength: number | null;
  /** USD per token as a decimal string; null if unknown or if it depends on the chosen model (`"-1"`). */
  readonly promptPrice: string | null;
  /** USD per token as a decimal string; null if unknown or if it depends on the chosen model (`"-1"`). */
  readonly completionPrice: string | null;
  /**
   * The other prices above zero, by their names in the list: `request` is USD per request, `web_search` per search, and
   * any other (`image`, `internal_reasoning`, `input_cache_write` …) per token. Where a price depends on the time or on
   * the length of the prompt, the highest; `prompt` and `completion` occur where they can be above the two fields. A
   * decimal string, or null if it can't be read. Absent if there is none.
   */
  readonly otherPrices?: Readonly<Record<string, string | null>>;
  /** `text`, `image` …; empty if unknown. */
  readonly inputModalities: readonly string[];
  /** `text`, `image` …; empty if unknown. */
  readonly outputModalities: readonly string[];
  /** Names of request parameters, such as `tools`; empty if unknown. */
  readonly supportedParameters: readonly string[];
  /** `YYYY-MM-DD`; null if none is announced. An expired row stays in the catalog and keeps its verdict. */
  readonly expirationDate: string | null;
  /** Hugging Face repository of the weights; null if none is given. */
  readonly huggingFaceId: string | null;
}
