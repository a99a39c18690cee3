/** Waits, but no longer than until the signal is aborted. @throws the signal's reason */
export async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | null,
): Promise<Value> {
  if (signal === null) return promise;
  const { promise: aborted, stop } = abortOf(signal);
  try {
    // In a race, the loser's rejection counts as handled.
    return await Promise.race([aborted, promise]);
  } finally {
    stop();
  }
}

function abortOf(signal: AbortSignal): { readonly promise: Promise<never>; readonly stop: () => void } {
  let stop = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    stop = () => signal.removeEventListener('abort', abort);
  });
  return { promise, stop };
}
