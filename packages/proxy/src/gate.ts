/** Lets a limited number of requests through at once; the others wait in order. */
export interface Gate {
  /** Resolves with a function to call when done. @throws the signal's reason when it is aborted; the place is freed */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Number of requests that wait. */
  readonly waiting: number;
  /** Number of requests that are through and not done. */
  readonly inside: number;
}

/** @param capacity at least 1; infinite for no limit */
export function createGate(capacity: number): Gate {
  const queue = new Set<() => void>();
  let inside = 0;
  const leaveOnce = (): (() => void) => {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      inside -= 1;
      const [next] = queue;
      next?.();
    };
  };
  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const enter = (): void => {
        queue.delete(enter);
        signal.removeEventListener('abort', giveUp);
        inside += 1;
        resolve();
      };
      const giveUp = (): void => {
        queue.delete(enter);
        reject(signal.reason);
      };
      queue.add(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (inside < capacity) inside += 1;
      else await wait(signal);
      return leaveOnce();
    },
    get waiting() {
      return queue.size;
    },
    get inside() {
      return inside;
    },
  };
}
