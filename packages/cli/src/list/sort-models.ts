import type { CatalogModel } from '@distillable/catalog/light';
import { dearestPrice } from '../render/price.js';
import type { SortKey, SortOrder } from './list-flags.js';

/** Sorted rows. One without the value comes last in either direction; equal ones stay in the order of their slugs. */
export function sortModels(
  models: readonly CatalogModel[],
  { key, descending }: SortOrder,
): readonly CatalogModel[] {
  const direction = descending ? -1 : 1;
  if (key === 'slug') return models.toSorted((a, b) => direction * compareText(a.slug, b.slug));
  return models
    .map((model) => ({ model, value: sortValue(model, key) }))
    .toSorted((a, b) => compareValues(a.value, b.value, direction) || compareText(a.model.slug, b.model.slug))
    .map(({ model }) => model);
}

function sortValue(model: CatalogModel, key: Exclude<SortKey, 'slug'>): number | null {
  if (key === 'created') return model.created;
  return key === 'context' ? model.contextLength : dearestPrice(model);
}

function compareValues(a: number | null, b: number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return direction * (a - b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
