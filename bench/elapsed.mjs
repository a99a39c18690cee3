/**
 * Makes an action into one that tells how long it took, in milliseconds.
 *
 * @param {() => unknown} action Awaited when it returns a promise.
 * @returns {() => Promise<number>}
 */
export function elapsed(action) {
  return async () => {
    const start = performance.now();
    const result = action();
    // Not for every action: awaiting costs more than some of them do.
    if (result instanceof Promise) await result;
    return performance.now() - start;
  };
}
