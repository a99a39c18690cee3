import { once } from 'node:events';
import { writeFileAtomic } from '@distillable/catalog/file-store';
import { unwritable } from './errors.js';
import type { OutputStream } from './io.js';
import type { Session } from './session.js';
import { toSafeJson } from './terminal/text.js';

/** Writes no faster than the reader reads, so that a long output is not held in memory. */
interface OutputPipe {
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
      // The wait can end for several reasons: `isClosed` says whether the pipe was closed.
      await Promise.race(events.map((event) => event.catch(() => {})));
      over.abort();
    },
  };
}

/**
 * Writes a file that appears complete or not at all.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`, naming the file; an earlier file is unchanged then
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  // Unlike the cache, an output may be read by other users, as the umask says.
  await writeFileAtomic(path, content, { mode: 0o666 }).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}

/** Prints the address of a server, and waits until the user ends it. @param say prints the hints that follow it */
export async function serveUntilInterrupted(
  { io, settings }: Session,
  facts: { readonly url: string; readonly [fact: string]: string },
  say: () => void,
): Promise<void> {
  // Before the address is printed: its reader may send a signal at once.
  const interrupted = io.untilInterrupted();
  io.stdout.write(settings.json ? `${toSafeJson(facts)}\n` : `${facts.url}\n`);
  say();
  await interrupted;
}
