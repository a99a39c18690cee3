import type { CatalogModel, ModelKind } from './model.js';
import { dynamicVariants, isAliasSlug, isKnownRouter, splitPreset, splitVariant } from './slug.js';

/**
 * What the catalog says about a slug. `distillable`: proven by the list. `not-distillable`: it has a row, but not the
 * permission. `unknown`: it has no row. `dynamic`: the server would pick the model (router, preset).
 */
export type Verdict = 'distillable' | 'not-distillable' | 'unknown' | 'dynamic';

/** The values that steps of a resolution name. */
export interface ResolutionStepParts {
  /** Slug of the row that was found; where there is none, the one that was looked up. */
  readonly slug: string;
  /** The canonical slug that was looked up. */
  readonly canonicalSlug: string;
  /** The part after the last colon. */
  readonly variant: string;
  /** The slug without its variant. */
  readonly base: string;
  /** The slug that an alias stands for. */
  readonly target: string;
  /** Slug of the preset. */
  readonly preset: string;
}

/** A kind of step, with what it names. */
export type ResolutionStepOf<Kind extends string, Part extends keyof ResolutionStepParts> = {
  /** The thing that was found, or is missing. */
  readonly kind: Kind;
} & Pick<ResolutionStepParts, Part>;

/** One step from the slug as written to its verdict. */
export type ResolutionStep =
  | ResolutionStepOf<'id', 'slug'>
  | ResolutionStepOf<'canonical-slug', 'canonicalSlug' | 'slug'>
  | ResolutionStepOf<'static-variant', 'variant' | 'slug'>
  | ResolutionStepOf<'dynamic-variant', 'variant' | 'base'>
  | (ResolutionStepOf<'alias', 'slug'> & {
      /** The slug that it stands for; null if its row does not say. */
      readonly target: string | null;
    })
  | ResolutionStepOf<'alias-target-missing', 'target'>
  | ResolutionStepOf<'alias-of-alias', 'target'>
  | ResolutionStepOf<'variant-without-row', 'variant' | 'base'>
  | ResolutionStepOf<'router', 'slug'>
  | ResolutionStepOf<'preset', 'preset'>
  | ResolutionStepOf<'no-row', 'slug'>;

/** A slug that was looked up in a snapshot. Immutable. */
export interface Resolution {
  /** The slug as written. */
  readonly requested: string;
  /** The kind of thing that the slug names, by its row or, without one, by its form. An alias of a router is an `alias`. */
  readonly kind: ModelKind | 'preset';
  /** The slug without preset and without its last variant; empty for `@preset/…`. */
  readonly base: string;
  /** The last variant: what follows the last colon before any preset; null if there is none. */
  readonly variant: string | null;
  /** The slug of the preset in `@preset/slug` or `author/name@preset/slug`; null if there is none. */
  readonly preset: string | null;
  /** Only `distillable` is a permission. */
  readonly verdict: Verdict;
  /** The row that was judged (of an alias its target, of a dynamic variant its base); null if there is none. */
  readonly model: CatalogModel | null;
  /** In order. */
  readonly steps: readonly ResolutionStep[];
}

/** The look-ups that resolving needs. */
export interface ModelIndex {
  findById(slug: string): CatalogModel | undefined;
  /** Every row with this canonical slug: a base shares it with its variants. */
  findByCanonicalSlug(canonicalSlug: string): readonly CatalogModel[];
}

/** In characters. No real slug is nearly as long, and it takes long to look up the parts of a very long text. */
const maxLength = 1_024;

/** Resolves a slug as OpenRouter would. Without proof nothing is `distillable`. */
export function resolveSlug(requested: string, index: ModelIndex): Resolution {
  if (requested.length > maxLength) return tooLong(requested);
  const { name, preset } = splitPreset(requested);
  const { kind, verdict, model, steps } = preset === null ? judgeName(requested, index) : judgePreset(preset);
  const { base, variant } = splitVariant(name);
  for (const step of steps) Object.freeze(step);
  return Object.freeze({
    requested,
    kind,
    base,
    variant,
    preset,
    verdict,
    model,
    steps: Object.freeze(steps),
  });
}

function tooLong(requested: string): Resolution {
  const steps = Object.freeze([Object.freeze({ kind: 'no-row', slug: requested } as const)]);
  const facts = { kind: 'model', verdict: 'unknown', model: null } as const;
  return Object.freeze({ requested, base: requested, variant: null, preset: null, ...facts, steps });
}

const noRows: ModelIndex = { findById: () => undefined, findByCanonicalSlug: () => [] };

/**
 * Resolves a slug by its form alone, without a list: a preset, a known router, an alias, or a model about which nothing
 * is known.
 */
export function resolveByForm(slug: string): Resolution {
  return resolveSlug(slug, noRows);
}

type Judgement = Pick<Resolution, 'kind' | 'verdict' | 'model' | 'steps'>;

function judgePreset(preset: string): Judgement {
  return { kind: 'preset', verdict: 'dynamic', model: null, steps: [{ kind: 'preset', preset }] };
}

function judgeName(name: string, index: ModelIndex): Judgement {
  const isFit: IsFit = (row) =>
    row.kind === 'alias' ? followAlias(row, index, []).verdict === 'distillable' : isDistillableModel(row);
  const { row, steps } = findRow(name, index, isFit);
  if (isKnownRouter(name) || row?.kind === 'router') {
    const step: ResolutionStep = { kind: 'router', slug: row?.slug ?? name };
    return { kind: 'router', verdict: 'dynamic', model: row ?? null, steps: [...steps, step] };
  }
  if (row === undefined) {
    return { kind: isAliasSlug(name) ? 'alias' : 'model', verdict: 'unknown', model: null, steps };
  }
  if (row.kind === 'alias') return followAlias(row, index, steps);
  return { kind: 'model', verdict: ownVerdict(row), model: row, steps };
}

function ownVerdict(row: CatalogModel): Verdict {
  return row.permission === 'distillable' ? 'distillable' : 'not-distillable';
}

/** Whether a row may be used. If a name fits several rows, one that may not be used decides. */
type IsFit = (row: CatalogModel) => boolean;

function isDistillableModel(row: CatalogModel): boolean {
  return row.kind === 'model' && ownVerdict(row) === 'distillable';
}

interface FoundRow {
  readonly row: CatalogModel | undefined;
  readonly steps: readonly ResolutionStep[];
}

/** The row that a name without preset leads to; a dynamic variant without a row leads to the row of its base. */
function findRow(name: string, index: ModelIndex, isFit: IsFit): FoundRow {
  const steps: ResolutionStep[] = [];
  let slug = name;
  for (;;) {
    const found = findNamed(slug, index, isFit);
    if (found !== null) return { row: found.row, steps: [...steps, ...found.steps] };

    const { base, variant } = splitVariant(slug);
    if (variant === null || !dynamicVariants.has(variant)) {
      const baseExists = variant !== null && findNamed(base, index, isFit) !== null;
      steps.push(baseExists ? { kind: 'variant-without-row', variant, base } : { kind: 'no-row', slug });
      return { row: undefined, steps };
    }
    steps.push({ kind: 'dynamic-variant', variant, base });
    slug = base;
  }
}

/** The row with this id, or the one that this canonical slug (with or without a static variant) stands for. */
function findNamed(
  slug: string,
  index: ModelIndex,
  isFit: IsFit,
): { readonly row: CatalogModel; readonly steps: readonly ResolutionStep[] } | null {
  const { base, variant } = splitVariant(slug);
  const own = index.findById(slug);
  if (own !== undefined) {
    return {
      row: own,
      steps: [variant === null ? { kind: 'id', slug } : { kind: 'static-variant', variant, slug }],
    };
  }
  const named = strictest(withoutVariants(index.findByCanonicalSlug(slug)), isFit);
  if (named !== undefined) {
    return { row: named, steps: [{ kind: 'canonical-slug', canonicalSlug: slug, slug: named.slug }] };
  }
  if (variant === null) return null;

  const variants = index
    .findByCanonicalSlug(base)
    .filter((row) => splitVariant(row.slug).variant === variant);
  const row = strictest(variants, isFit);
  if (row === undefined) return null;
  return {
    row,
    steps: [
      { kind: 'canonical-slug', canonicalSlug: base, slug: row.slug },
      { kind: 'static-variant', variant, slug: row.slug },
    ],
  };
}

/** The rows that a canonical slug means, among those that share it: the ones without a variant, if there are any. */
function withoutVariants(rows: readonly CatalogModel[]): readonly CatalogModel[] {
  const bases = rows.filter((row) => splitVariant(row.slug).variant === null);
  return bases.length > 0 ? bases : rows;
}

/** If a name fits several rows, one that is not allowed decides: the server might serve that one. */
function strictest(rows: readonly CatalogModel[], isFit: IsFit): CatalogModel | undefined {
  return rows.find((row) => !isFit(row)) ?? rows[0];
}

/** An alias is judged by its target; one that doesn't name its target, by its own permission. */
function followAlias(alias: CatalogModel, index: ModelIndex, steps: readonly ResolutionStep[]): Judgement {
  const kind = 'alias';
  const target = alias.aliasTarget;
  const walked: readonly ResolutionStep[] = [...steps, { kind: 'alias', slug: alias.slug, target }];
  if (target === null) return { kind, verdict: ownVerdict(alias), model: alias, steps: walked };

  const isPreset = splitPreset(target).preset !== null;
  const { row, steps: targetSteps } = isPreset
    ? { row: undefined, steps: [] }
    : findRow(target, index, isDistillableModel);
  if (isKnownRouter(target) || row?.kind === 'router') {
    return {
      kind,
      verdict: 'dynamic',
      model: row ?? alias,
      steps: [...walked, { kind: 'router', slug: target }],
    };
  }
  if (row === undefined || row.kind === 'alias') {
    const step = row === undefined ? 'alias-target-missing' : 'alias-of-alias';
    return { kind, verdict: 'unknown', model: null, steps: [...walked, { kind: step, target }] };
  }
  // Aliases are usually in neither filtered list; one that is in `distillable=false` is not allowed either.
  const isDenied = alias.permission === 'not-distillable' || alias.permission === 'conflicting';
  const verdict = isDenied ? 'not-distillable' : ownVerdict(row);
  return { kind, verdict, model: row, steps: [...walked, ...targetSteps] };
}
