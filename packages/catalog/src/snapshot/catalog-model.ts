/**
 * What a row is: a `model`, an `alias` (`~author/family-latest`: stands for another row), or a `router`
 * (the server picks the model).
 */
export type ModelKind = 'model' | 'alias' | 'router';

/**
 * Where a row stood in the two filtered lists: only in `distillable=true`, only in `distillable=false`, in both
 * (`conflicting`), or in neither (`unlisted`; usual for aliases and routers). Only the first is a permission.
 */
export type Permission = 'distillable' | 'not-distillable' | 'conflicting' | 'unlisted';

/**
 * One row of the model list in the slim form that is kept.
 *
 * @see https://openrouter.ai/docs/api-reference/list-available-models (read 2026-08-22)
 */
export interface CatalogModel {
  /** The row's `id`: what callers write in `model`. */
  readonly slug: string;
  /** The permanent, usually dated, name; shared by a base and its variants. The slug itself where the row has none. */
  readonly canonicalSlug: string;
  /** Name for people; the slug where the row has none. */
  readonly name: string;
  readonly kind: ModelKind;
  readonly permission: Permission;
  /** The slug that an alias stands for; null on other rows, and on alias rows that do not say. */
  readonly aliasTarget: string | null;
  /** Unix seconds; null when unknown. */
  readonly created: number | null;
  /** Tokens; null when unknown. */
  readonly contextLength: number | null;
  /** USD per token as a decimal string; null when unknown or when it depends on the model chosen (`"-1"`). */
  readonly promptPrice: string | null;
  /** USD per token as a decimal string; null when unknown or when it depends on the model chosen (`"-1"`). */
  readonly completionPrice: string | null;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  readonly supportedParameters: readonly string[];
  /** `YYYY-MM-DD`; null when none is announced. An expired row stays in the catalog: the date is a flag, no verdict. */
  readonly expirationDate: string | null;
  /** Hugging Face repository of the weights; null when none is given. */
  readonly huggingFaceId: string | null;
}
