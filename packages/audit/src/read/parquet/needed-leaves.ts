import { parseFieldPath } from '../../fields/field-path.js';
import { type NamedFields, pathsOf } from '../../fields/row-fields.js';
import type { PlaceOptions } from '../../places/collect-names.js';
import { type ColumnKind, mayHoldNames } from '../../places/may-hold-names.js';
import { leafType } from './leaf-type.js';
import type { Leaf } from './schema.js';

export interface NeededValues {
  readonly places: PlaceOptions;
  readonly named: NamedFields;
  readonly fields: readonly (keyof NamedFields)[];
}

/** The columns that may name a model, or hold one of the fields. */
export function neededLeaves(
  leaves: readonly Leaf[],
  { places, named, fields }: NeededValues,
): readonly Leaf[] {
  const needed = pathsOf(named, fields).map((path) => ({
    path,
    keys: parseFieldPath(path).filter((step) => typeof step === 'string'),
  }));
  return leaves.filter(
    (leaf) =>
      mayHoldNames(leaf.keys, places, kindOf(leaf)) ||
      needed.some(({ path, keys }) => leaf.keys[0] === path || mayHold(leaf, keys)),
  );
}

function kindOf({ label, element }: Leaf): ColumnKind {
  const { kind } = leafType(element);
  // The keys of a map differ from row to row.
  if (kind === 'json' || label.includes('{')) return 'json';
  return kind === 'text' || kind === 'bytes' ? 'text' : 'other';
}

/** Whether the column is at or below the path. The keys in JSON and maps differ from row to row. */
function mayHold({ keys, label, element }: Leaf, path: readonly string[]): boolean {
  if (!keys.every((key, index) => index >= path.length || key === path[index])) return false;
  return keys.length >= path.length || label.includes('{') || leafType(element).kind === 'json';
}
