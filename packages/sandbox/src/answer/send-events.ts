import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventStream } from './planned-answer.js';
import { writeOut } from './write-out.js';

const keepAlive = ': OPENROUTER PROCESSING\n\n';
/** More than this is never held back to be written at once. */
const mostCoalesced = 1024 * 1024;

/** Sends server-sent events. Each write is handed to the system before the next one begins. */
export async function sendEvents(
  response: ServerResponse,
  stream: EventStream,
  clientGone: AbortSignal,
): Promise<void> {
  for await (const bytes of writesOf(stream, clientGone)) {
    if (clientGone.aborted) return;
    await writeOut(response, bytes);
  }
  if (stream.ending === 'cut') {
    response.req.socket.destroy();
  } else {
    response.end();
  }
}

async function* writesOf(stream: EventStream, clientGone: AbortSignal): AsyncGenerator<Buffer | string> {
  const texts = pacedTexts(stream, clientGone);
  if (stream.writes === 'each') {
    yield* texts;
    return;
  }
  const bytes = stream.writes === 'coalesced' ? mostCoalesced : stream.writes.bytes;
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
