import { dynamicVariants, findPreset, isKnownRouter, splitVariant } from '../slug/model-slug.js';
import type { CatalogModel } from './catalog-model.js';
import type { Resolution, ResolutionStep, Verdict } from './resolution.js';

/** The look-ups that resolving needs. */
export interface ModelIndex {
  findById(slug: string): CatalogModel | undefined;
  /** Every row with this canonical slug: a base shares it with its variants. */
  findByCanonicalSlug(canonicalSlug: string): readonly CatalogModel[];
}

/** Judges a slug as OpenRouter would read it. Whatever is not proven is not `distillable`. */
export function resolveSlug(requested: string, index: ModelIndex): Resolution {
  const preset = findPreset(requested);
  if (preset !== null) return result(requested, 'dynamic', null, [{ kind: 'preset', preset }]);

  const steps: ResolutionStep[] = [];
  const isFit: IsFit = (row) =>
    row.kind === 'alias'
      ? resolveAlias(requested, row, index, []).verdict === 'distillable'
      : isDistillableModel(row);
  const model = findRow(requested, index, steps, isFit);
  if (isKnownRouter(requested) || model?.kind === 'router') {
    return result(requested, 'dynamic', model ?? null, [
      ...steps,
      { kind: 'router', slug: model?.slug ?? requested },
    ]);
  }
  if (model === undefined) return result(requested, 'unknown', null, steps);
  if (model.kind === 'alias') return resolveAlias(requested, model, index, steps);
  return result(requested, ownVerdict(model), model, steps);
}

function result(
  requested: string,
  verdict: Verdict,
  model: CatalogModel | null,
  steps: readonly ResolutionStep[],
): Resolution {
  return Object.freeze({
    requested,
    verdict,
    model,
    steps: Object.freeze(steps.map((step) => Object.freeze(step))),
  });
}

function ownVerdict(model: CatalogModel): Verdict {
  return model.permission === 'distillable' ? 'distillable' : 'not-distillable';
}

/** Whether a row may be used. Where a name fits several rows, those that may not decide. */
type IsFit = (row: CatalogModel) => boolean;

function isDistillableModel(row: CatalogModel): boolean {
  return row.kind === 'model' && ownVerdict(row) === 'distillable';
}

/** The row that a slug without preset names, noting each step; a dynamic variant falls back to its base's row. */
function findRow(
  slug: string,
  index: ModelIndex,
  steps: ResolutionStep[],
  isFit: IsFit,
): CatalogModel | undefined {
  const own = findNamed(slug, index, steps, isFit);
  if (own !== undefined) return own;

  const { base, variant } = splitVariant(slug);
  if (variant !== null && dynamicVariants.has(variant)) {
    steps.push({ kind: 'dynamic-variant', variant, base });
    return findRow(base, index, steps, isFit);
  }
  steps.push(
    variant !== null && findNamed(base, index, [], isFit) !== undefined
      ? { kind: 'variant-without-row', variant, base }
      : { kind: 'no-row', slug },
  );
  return undefined;
}

/** The row with this id, or the one that this canonical slug (with a static variant or without) stands for. */
function findNamed(
  slug: string,
  index: ModelIndex,
  steps: ResolutionStep[],
  isFit: IsFit,
): CatalogModel | undefined {
  const { base, variant } = splitVariant(slug);
  const own = index.findById(slug);
  if (own !== undefined) {
    steps.push(variant === null ? { kind: 'id', slug } : { kind: 'static-variant', variant, slug });
    return own;
  }
  const byCanonicalSlug = strictest(baseRows(index.findByCanonicalSlug(slug)), isFit);
  if (byCanonicalSlug !== undefined) {
    steps.push({ kind: 'canonical-slug', canonicalSlug: slug, slug: byCanonicalSlug.slug });
    return byCanonicalSlug;
  }
  if (variant === null) return undefined;

  const rows = index.findByCanonicalSlug(base).filter((row) => splitVariant(row.slug).variant === variant);
  const ofVariant = strictest(rows, isFit);
  if (ofVariant === undefined) return undefined;
  steps.push(
    { kind: 'canonical-slug', canonicalSlug: base, slug: ofVariant.slug },
    { kind: 'static-variant', variant, slug: ofVariant.slug },
  );
  return ofVariant;
}

/** Of the rows that share a canonical slug, those it stands for: the ones without a variant, where there are any. */
function baseRows(rows: readonly CatalogModel[]): readonly CatalogModel[] {
  const bases = rows.filter((row) => splitVariant(row.slug).variant === null);
  return bases.length > 0 ? bases : rows;
}

/** Where a name fits several rows, the one that is not allowed decides: the server might serve that one. */
function strictest(rows: readonly CatalogModel[], isFit: IsFit): CatalogModel | undefined {
  return rows.find((row) => !isFit(row)) ?? rows[0];
}

/** One hop: an alias is judged by its target; one that does not say its target, by its own label. */
function resolveAlias(
  requested: string,
  alias: CatalogModel,
  index: ModelIndex,
  steps: readonly ResolutionStep[],
): Resolution {
  const target = alias.aliasTarget;
  const hop: ResolutionStep = { kind: 'alias', slug: alias.slug, target };
  if (target === null) return result(requested, ownVerdict(alias), alias, [...steps, hop]);

  const targetSteps: ResolutionStep[] = [];
  const model =
    findPreset(target) === null ? findRow(target, index, targetSteps, isDistillableModel) : undefined;
  const walked = [...steps, hop];
  if (isKnownRouter(target) || model?.kind === 'router') {
    return result(requested, 'dynamic', model ?? alias, [...walked, { kind: 'router', slug: target }]);
  }
  if (model === undefined) {
    return result(requested, 'unknown', null, [...walked, { kind: 'alias-target-missing', target }]);
  }
  if (model.kind === 'alias') {
    return result(requested, 'unknown', null, [...walked, { kind: 'alias-of-alias', target }]);
  }
  return result(requested, deniesOwn(alias) ? 'not-distillable' : ownVerdict(model), model, [
    ...walked,
    ...targetSteps,
  ]);
}

/** Aliases are usually in neither filtered list; where one is in `distillable=false`, that counts too. */
function deniesOwn(alias: CatalogModel): boolean {
  return alias.permission === 'not-distillable' || alias.permission === 'conflicting';
}
