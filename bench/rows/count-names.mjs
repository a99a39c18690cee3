/**
 * @typedef {object} NestedRow What `nestedRow` writes, as far as it is read.
 * @property {string} model
 * @property {{ readonly name: string }} generator
 * @property {readonly string[]} judges
 * @property {readonly { readonly model: string }[]} completions
 */

/** Which places of a row name a model: all of them, or only the one that is not nested. */
const places = {
  flat: {
    columns: ['model'],
    /** @param {NestedRow} row */
    names: ({ model }) => [model],
  },
  nested: {
    columns: ['model', 'generator.name', 'judges[]', 'completions[].model'],
    /** @param {NestedRow} row */
    names: ({ model, generator, judges, completions }) => [
      model,
      generator.name,
      ...judges,
      ...completions.map((completion) => completion.model),
    ],
  },
};

/**
 * Counts the names of rows.
 *
 * @param {string} which A key of `places`.
 */
export function nameCounter(which) {
  const { names, columns } = which === 'nested' ? places.nested : places.flat;
  /** @type {Map<string, number>} */
  const counts = new Map();
  return {
    columns,
    /** @param {NestedRow} row */
    add: (row) => {
      for (const name of names(row)) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    /** As JSON, in the order of the names. */
    print: () => console.log(JSON.stringify([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))),
  };
}
