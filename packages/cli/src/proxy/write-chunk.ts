import type { ServerResponse } from 'node:http';
import { ProxyError } from './proxy-error.js';

/**
 * Writes a chunk, and waits while the client takes no more.
 *
 * @param timeout milliseconds to wait
 * @throws ProxyError `CLIENT_STALLED`; the signal's reason where the client leaves
 */
export async function writeChunk(
  response: ServerResponse,
  chunk: Uint8Array,
  { signal, timeout }: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<void> {
  signal.throwIfAborted();
  if (response.write(chunk)) return;
  await new Promise<void>((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      response.off('drain', goOn);
      signal.removeEventListener('abort', leave);
    };
    const goOn = (): void => {
      over();
      resolve();
    };
    const leave = (): void => {
      over();
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      over();
      reject(new ProxyError('CLIENT_STALLED', 'The client stopped to read.'));
    }, timeout);
    response.on('drain', goOn);
    signal.addEventListener('abort', leave, { once: true });
  });
}
