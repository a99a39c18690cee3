import { parseFieldPath } from '../../fields/field-path.js';
import { type NamedFields, pathsOf } from '../../fields/row-fields.js';
import { leafType } from './leaf-type.js';
import type { Leaf } from './schema.js';

/** The columns in which a row may have one of these fields. */
export function neededLeaves(
  leaves: readonly Leaf[],
  named: NamedFields,
  fields: readonly (keyof NamedFields)[],
): readonly Leaf[] {
  const needed = pathsOf(named, fields).map((path) => ({
    path,
    keys: parseFieldPath(path).filter((step) => typeof step === 'string'),
  }));
  return leaves.filter((leaf) =>
    needed.some(({ path, keys }) => leaf.keys[0] === path || mayHold(leaf, keys)),
  );
}

/** Whether the column is at or below the path. What JSON and maps hold differs from row to row. */
function mayHold({ keys, label, element }: Leaf, path: readonly string[]): boolean {
  if (!keys.every((key, index) => index >= path.length || key === path[index])) return false;
  return keys.length >= path.length || label.includes('{') || leafType(element).kind === 'json';
}
