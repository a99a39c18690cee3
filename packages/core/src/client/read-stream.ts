import type { Receipt } from '../receipts/receipt.js';
import type { GuardedAnswer } from '../send/guarded-call.js';
import { joinBytes } from '../send/join-bytes.js';
import type { Ending } from '../verify/watch-answer.js';
import type { StreamedEvent } from './answer.js';
import { type ClientCall, openClientCall, retrySettings } from './client-call.js';
import { bodyError } from './network-error.js';
import { type OpenStream, openStream } from './open-stream.js';
import { readAnswer } from './read-answer.js';
import { readEvents } from './read-events.js';
import { unzipStream } from './unzip.js';
import { withRetries } from './with-retries.js';

/** Events that came together. */
type Batch = readonly StreamedEvent[];

/**
 * Sends a request and hands out the events of its answer, as many at once as came together, and no sooner than they are
 * asked for.
 *
 * @param onReceipt told when there is a receipt
 */
export async function* readStream(
  call: ClientCall,
  onReceipt: (receipt: Receipt) => void,
): AsyncGenerator<Batch, void, void> {
  const guarded = await openClientCall(call);
  const stream = await withRetries(
    () => openStream(call, guarded),
    () => retrySettings(call),
  );
  const { answer, body, signal } = stream;
  try {
    if (answer.kind === 'events') yield* readBatches(stream, call.timeout);
    else yield [await readAsEvent(stream, call)];
  } finally {
    body.destroy();
    signal.close();
    await answer.settle('left').finally(() => answer.receipt !== null && onReceipt(answer.receipt));
  }
}

async function* readBatches(stream: OpenStream, timeout: number): AsyncGenerator<Batch, void, void> {
  const { answer, head, body, messages } = stream;
  for await (const chunk of readChunks({ ...stream, body: unzipStream(head, body) }, timeout)) {
    if (!answer.read(chunk)) return settle(answer, 'left');
    if (messages.length > 0) yield* readMessages(stream);
  }
  await settle(answer, 'whole');
  // An event without an end is read when all is over.
  if (messages.length > 0) yield* readMessages(stream);
}

async function* readChunks(
  { body, answer, signal }: OpenStream,
  timeout: number,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* body;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    await settle(answer, 'cut');
    throw bodyError(error, timeout);
  }
}

async function* readMessages(stream: OpenStream): AsyncGenerator<Batch, void, void> {
  const { events, error } = readEvents(stream.messages.splice(0), stream.head, stream.key);
  if (events.length > 0) yield events;
  if (error === null) return;
  await settle(stream.answer, 'cut');
  throw error;
}

async function settle(answer: GuardedAnswer, ending: Ending): Promise<void> {
  const error = await answer.settle(ending);
  if (error !== null) throw error;
}

/** A server may answer with one document although a stream was asked for. */
async function readAsEvent(stream: OpenStream, call: ClientCall): Promise<StreamedEvent> {
  const { head, answer, key } = stream;
  const parts: Uint8Array[] = [];
  for await (const part of readChunks(stream, call.timeout)) parts.push(part);
  const now = call.context.now();
  const { body, text } = await readAnswer({ head, bytes: joinBytes(parts), answer, key, now });
  return { text, data: body };
}
