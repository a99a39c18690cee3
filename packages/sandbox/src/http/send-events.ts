import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventStream } from '../wire/planned-response.js';

const keepAlive = ': OPENROUTER PROCESSING\n\n';
/** More than this is never held back to be written at once. */
const maxCoalesced = 1024 * 1024;

/** Sends server-sent events. Each write is handed to the system before the next one begins. */
export async function sendEvents(
  outgoing: ServerResponse,
  stream: EventStream,
  clientGone: AbortSignal,
): Promise<void> {
  for await (const bytes of writesOf(stream, clientGone)) {
    if (clientGone.aborted) return;
    await writeOut(outgoing, bytes);
  }
  if (stream.ending === 'cut') {
    outgoing.req.socket.destroy();
  } else {
    outgoing.end();
  }
}

/** Resolves when the bytes have been handed to the system, so that closing the socket does not lose them. */
export function writeOut(outgoing: ServerResponse, bytes: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function* writesOf(stream: EventStream, clientGone: AbortSignal): AsyncGenerator<Buffer | string> {
  const texts = pacedTexts(stream, clientGone);
  if (stream.writes === 'each') {
    yield* texts;
    return;
  }
  const bytes = stream.writes === 'coalesced' ? maxCoalesced : stream.writes.bytes;
  let held = Buffer.alloc(0);
  for await (const text of texts) {
    held = Buffer.concat([held, Buffer.from(text)]);
    let sent = 0;
    for (; held.length - sent >= bytes; sent += bytes) yield held.subarray(sent, sent + bytes);
    held = held.subarray(sent);
  }
  if (held.length > 0) yield held;
}

async function* pacedTexts(stream: EventStream, clientGone: AbortSignal): AsyncGenerator<string> {
  yield keepAlive;
  for (const event of stream.events()) {
    if (stream.pauseMilliseconds > 0) {
      await wait(stream.pauseMilliseconds, undefined, { signal: clientGone });
    }
    yield event;
  }
}
