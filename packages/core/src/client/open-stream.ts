import type { Readable } from 'node:stream';
import type { EventSourceMessage } from 'eventsource-parser';
import type { Dispatcher } from 'undici';
import type { GuardedAnswer, GuardedCall } from '../send/guarded-call.js';
import { joinBytes } from '../send/join-bytes.js';
import { toHead } from '../undici/answer-headers.js';
import type { AnswerHead } from '../verify/answer-head.js';
import { CallSignal } from './call-signal.js';
import type { ClientCall } from './client-call.js';
import { networkError } from './network-error.js';
import { readAnswer } from './read-answer.js';
import { longestError } from './receive-whole.js';
import { askForKey, requestOptions } from './request-options.js';

/** A streamed answer that has begun. */
export interface OpenStream {
  readonly head: AnswerHead;
  readonly body: Readable;
  readonly answer: GuardedAnswer;
  readonly signal: CallSignal;
  /** Events that were read and not yet handed out. */
  readonly messages: EventSourceMessage[];
  /** The key that was sent. */
  readonly key: string;
}

/** Sends a request once and waits for the head of its answer. @throws RequestError where that is an error */
export async function openStream(call: ClientCall, guarded: GuardedCall): Promise<OpenStream> {
  const { context, timeout } = call;
  const signal = new CallSignal(call.options.signal, timeout);
  try {
    const key =
      typeof context.apiKey === 'string' ? context.apiKey : await askForKey(context.apiKey, call.options);
    const options = requestOptions(call, guarded.body, key, timeout);
    const { statusCode, headers, body } = await receiveHead(context.dispatcher(), options, signal);
    // A body that is left unread errors, and nobody listens then.
    body.on('error', () => {});
    const head = toHead(statusCode, headers);
    const messages: EventSourceMessage[] = [];
    const answer = guarded.receive(head, (message) => messages.push(message));
    if (answer.kind === 'none') {
      const bytes = await readError(body);
      await readAnswer({ head, bytes, answer, key, now: context.now() });
    }
    // From here on undici counts, between two chunks and while somebody wants them.
    if (answer.kind === 'events') signal.stopClock();
    return { head, body, answer, signal, messages, key };
  } catch (error) {
    signal.close();
    throw signal.aborted ? signal.reason : error;
  }
}

/** Without a connection undici aborts nothing yet, and the caller does not wait for one. */
async function receiveHead(
  dispatcher: Dispatcher,
  options: Dispatcher.RequestOptions & { readonly origin: string },
  signal: CallSignal,
): Promise<Dispatcher.ResponseData> {
  const controller = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    signal.onAbort = () => {
      controller.abort(signal.reason);
      reject(signal.reason);
    };
  });
  try {
    return await Promise.race([dispatcher.request({ ...options, signal: controller.signal }), ended]);
  } catch (error) {
    throw networkError(error, options.origin);
  }
}

/** Nothing where it is too long, or breaks off: the status has come, and it tells enough. */
async function readError(body: Readable): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of body) {
      length += part.length;
      if (length > longestError) return new Uint8Array();
      parts.push(part);
    }
  } catch {
    return new Uint8Array();
  }
  return joinBytes(parts);
}
