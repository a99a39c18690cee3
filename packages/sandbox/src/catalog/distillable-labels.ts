import type { ModelRow } from './model-row.js';

/** What a file says of each slug that it names. */
export type DistillableLabels = ReadonlyMap<string, boolean>;

/**
 * The ids of the rows that the labels call distillable.
 *
 * A `:batch` row that the labels do not name at all takes the label of its base, because such files are often written
 * with `:batch` stripped. No other variant does: it is a row of its own, and not distillable unless it is named.
 */
export function distillableRows(models: readonly ModelRow[], labels: DistillableLabels): ReadonlySet<string> {
  const labelOf = (id: string): boolean => labels.get(id) ?? labels.get(id.replace(/:batch$/, '')) ?? false;
  return new Set(models.map((row) => row.id).filter(labelOf));
}
