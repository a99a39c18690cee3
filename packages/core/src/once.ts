/**
 * The same function, asked once for each argument.
 *
 * @param limit after this many arguments it forgets all of them. @default none
 */
export function once<Argument, Result>(
  find: (argument: Argument) => Result,
  limit: number = Number.POSITIVE_INFINITY,
): (argument: Argument) => Result {
  let known: Map<Argument, Result> | undefined;
  return (argument) => {
    known ??= new Map();
    let result = known.get(argument);
    if (result === undefined) {
      result = find(argument);
      if (known.size >= limit) known.clear();
      known.set(argument, result);
    }
    return result;
  };
}

/** The same for objects. It does not keep them alive. */
export function onceEach<Argument extends object, Result>(
  find: (argument: Argument) => Result,
): (argument: Argument) => Result {
  const known = new WeakMap<Argument, { readonly result: Result }>();
  return (argument) => {
    let entry = known.get(argument);
    if (entry === undefined) {
      entry = { result: find(argument) };
      known.set(argument, entry);
    }
    return entry.result;
  };
}
