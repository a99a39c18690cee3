import type { Receipt } from '../receipts/receipt.js';
import type { AnswerStream, StreamedEvent } from './answer.js';
import type { ClientCall } from './client-call.js';
import { readStream } from './read-stream.js';

/** A streamed answer, asked for when somebody begins to iterate it. */
export function streamAnswer(call: ClientCall): AnswerStream {
  const controller = new AbortController();
  const receipt = openPromise<Receipt>();
  const events = readUntilLeft(call, controller, receipt);
  const iterator: AsyncIterator<StreamedEvent, void> = {
    next: () => events.next(),
    return() {
      // Ahead of the generator, which may be waiting for the server.
      controller.abort(left);
      return events.return();
    },
  };
  return { receipt: receipt.promise, [Symbol.asyncIterator]: () => iterator };
}

/** Why a request ends whose iteration was left. */
const left = new DOMException('The iteration was left.', 'AbortError');

async function* readUntilLeft(
  call: ClientCall,
  controller: AbortController,
  receipt: OpenPromise<Receipt>,
): AsyncGenerator<StreamedEvent, void, void> {
  const { signal } = controller;
  const unfollow = follow(call.options.signal, controller);
  try {
    const options = { ...call.options, signal };
    for await (const batch of readStream({ ...call, options }, receipt.resolve)) yield* batch;
  } catch (error) {
    receipt.reject(error);
    if (error !== left) throw error;
  } finally {
    unfollow();
  }
}

/** Lets a controller abort with a signal. Returns what lets go of it. */
function follow(signal: AbortSignal | undefined, controller: AbortController): () => void {
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted === true) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
}

interface OpenPromise<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/** A promise to be settled from outside, to which nobody need listen. */
function openPromise<Value>(): OpenPromise<Value> {
  let resolve: OpenPromise<Value>['resolve'] = () => {};
  let reject: OpenPromise<Value>['reject'] = () => {};
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}
