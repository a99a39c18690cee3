import { once } from 'node:events';
import type { OutputStream } from '../io.js';

/** Writes no faster than the reader reads, so that a long output is not held in memory. */
export interface OutputPipe {
  /** Whether the reader has gone, as `| head` does. */
  readonly isClosed: () => boolean;
  readonly write: (text: string) => Promise<void>;
}

export function openOutputPipe(stream: OutputStream): OutputPipe {
  let isClosed = false;
  const close = (): void => {
    isClosed = true;
  };
  stream.once('error', close);
  stream.once('close', close);
  return {
    isClosed: () => isClosed,
    async write(text) {
      if (isClosed || text === '' || stream.write(text)) return;
      const over = new AbortController();
      const events = ['drain', 'error', 'close'].map((name) => once(stream, name, { signal: over.signal }));
      // Whatever ends the wait, `isClosed` tells the rest.
      await Promise.race(events.map((event) => event.catch(() => {})));
      over.abort();
    },
  };
}
