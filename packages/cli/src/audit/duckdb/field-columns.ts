/** Keys that mean the same in SQL as in JSON, whatever quotes stand around them. */
const plainPath = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;

/** What `read_json` is asked for, and where it puts it. */
export interface FieldColumns {
  /** The value of `columns`. */
  readonly columns: string;
  /** An expression for each path, of type JSON. */
  readonly expressionOf: (path: string) => string;
}

interface Branch {
  readonly children: Map<string, Branch>;
}

/** The columns that hold these dotted paths; null where SQL can't say what a path means. */
export function fieldColumns(paths: readonly string[]): FieldColumns | null {
  const root: Branch = { children: new Map() };
  for (const path of paths) {
    if (!plainPath.test(path)) return null;
    let branch = root;
    for (const key of path.split('.')) {
      const child = branch.children.get(key) ?? { children: new Map() };
      branch.children.set(key, child);
      branch = child;
    }
  }
  const isNested = (path: string): boolean => paths.some((other) => other.startsWith(`${path}.`));
  // What is read whole can't be read in parts too; and names of columns differ by more than case.
  if (paths.some(isNested) || hasCaseTwins(root)) return null;
  const columns = [...root.children].map(([key, branch]) => `'${key}': '${typeOf(branch)}'`);
  return {
    columns: `{${columns.join(', ')}}`,
    expressionOf: (path) =>
      path
        .split('.')
        .map((key) => `"${key}"`)
        .join('.'),
  };
}

function typeOf({ children }: Branch): string {
  if (children.size === 0) return 'JSON';
  return `STRUCT(${[...children].map(([key, child]) => `"${key}" ${typeOf(child)}`).join(', ')})`;
}

function hasCaseTwins({ children }: Branch): boolean {
  const keys = [...children.keys()].map((key) => key.toLowerCase());
  return new Set(keys).size < keys.length || [...children.values()].some(hasCaseTwins);
}
