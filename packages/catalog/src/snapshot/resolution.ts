import type { CatalogModel } from './catalog-model.js';

/**
 * What the catalog says of a slug. `distillable`: proven by the list. `not-distillable`: a row, but without the
 * permission. `unknown`: no such row. `dynamic`: the server would pick the model (router, preset).
 * Only `distillable` is a proof; everything else is refused by default.
 */
export type Verdict = 'distillable' | 'not-distillable' | 'unknown' | 'dynamic';

/** One step on the way from the slug as written to its verdict, in order. */
export type ResolutionStep =
  | { readonly kind: 'id'; readonly slug: string }
  | { readonly kind: 'canonical-slug'; readonly canonicalSlug: string; readonly slug: string }
  | { readonly kind: 'static-variant'; readonly variant: string; readonly slug: string }
  | { readonly kind: 'dynamic-variant'; readonly variant: string; readonly base: string }
  | { readonly kind: 'alias'; readonly slug: string; readonly target: string | null }
  | { readonly kind: 'alias-target-missing'; readonly target: string }
  | { readonly kind: 'alias-of-alias'; readonly target: string }
  | { readonly kind: 'variant-without-row'; readonly variant: string; readonly base: string }
  | { readonly kind: 'router'; readonly slug: string }
  | { readonly kind: 'preset'; readonly preset: string }
  | { readonly kind: 'no-row'; readonly slug: string };

/** A slug looked up in a snapshot. Immutable; the same object for the same slug. */
export interface Resolution {
  /** The slug as written. */
  readonly requested: string;
  readonly verdict: Verdict;
  /** The row that was judged (an alias's target, a dynamic variant's base); null where there is none. */
  readonly model: CatalogModel | null;
  readonly steps: readonly ResolutionStep[];
}
