/** A row as it was parsed. */
export type Row = Readonly<Record<string, unknown>>;

/** The value at a place of a row; undefined if there is none. */
export type ReadField = (row: Row) => unknown;

/**
 * Reads `metadata.model`, `choices[0].message` or `messages[-1].content` (from the end). A key that is the whole path,
 * dots included, goes first: flattened tables have such columns.
 */
export function compileField(path: string): ReadField {
  const steps = parseFieldPath(path);
  const [only] = steps;
  if (steps.length === 1 && only === path) return (row) => own(row, path);
  return (row) => {
    if (Object.hasOwn(row, path)) return row[path];
    let value: unknown = row;
    for (const step of steps) {
      value = own(value, step);
      if (value === undefined) return undefined;
    }
    return value;
  };
}

/** Keys, and indexes of lists (below zero: from the end). */
export function parseFieldPath(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(-?\d+)\]|[^.[\]]+/g)].map(([text, index]) =>
    index === undefined ? text : Number(index),
  );
}

/** Inherited properties are not fields: a column may be called `constructor`. */
function own(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value.at(step) : undefined;
  if (!isRow(value)) return undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Not the catalog's `isObject`: threads load this file, and should not have to load the catalog with it. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
