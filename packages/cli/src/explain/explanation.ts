import type { CatalogModel, CatalogSnapshot, Resolution } from '@distillable/catalog/light';
import { findAlternatives } from '@distillable/core';
import { suggestSlugs } from './suggest-slugs.js';

/** All that is told of a slug. */
export interface Explanation {
  readonly resolution: Resolution;
  /** Rows that the way to the verdict touches, in its order. */
  readonly rows: readonly CatalogModel[];
  /** The nearest distillable models; empty where the slug is distillable or unknown. */
  readonly alternatives: readonly CatalogModel[];
  /** Slugs that may have been meant; only where the slug is unknown. */
  readonly suggestions: readonly string[];
}

/** Explains a slug. `today` is a date such as `2026-10-01`: what has expired by then is no alternative. */
export function explainSlug(requested: string, snapshot: CatalogSnapshot, today: string): Explanation {
  const resolution = snapshot.resolve(requested);
  const { verdict } = resolution;
  const needsOther = verdict === 'not-distillable' || verdict === 'dynamic';
  return {
    resolution,
    rows: rowsOf(resolution, snapshot),
    alternatives: needsOther ? findAlternatives(snapshot, resolution, { limit: 5, today }) : [],
    suggestions: verdict === 'unknown' ? suggestSlugs(requested, snapshot) : [],
  };
}

function rowsOf(resolution: Resolution, snapshot: CatalogSnapshot): readonly CatalogModel[] {
  const rows = new Map<string, CatalogModel>();
  const add = (row: CatalogModel | null | undefined): void => {
    if (row !== null && row !== undefined) rows.set(row.slug, row);
  };
  for (const step of resolution.steps) {
    if ('slug' in step) add(snapshot.get(step.slug));
    if ('target' in step && step.target !== null) add(snapshot.get(step.target));
    if ('base' in step) add(snapshot.get(step.base));
  }
  add(resolution.model);
  return [...rows.values()];
}
