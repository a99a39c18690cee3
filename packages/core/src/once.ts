/** The same function, asked once for each argument. */
export function once<Argument, Result>(find: (argument: Argument) => Result): (argument: Argument) => Result {
  let known: Map<Argument, Result> | undefined;
  return (argument) => {
    known ??= new Map();
    let result = known.get(argument);
    if (result === undefined) {
      result = find(argument);
      known.set(argument, result);
    }
    return result;
  };
}
