import type { Dispatcher } from 'undici';
import { type AnswerHeaders, toHead } from '../undici/answer-headers.js';
import type { AnswerHead } from '../verify/answer-head.js';
import type { CallSignal } from './call-signal.js';
import { networkError } from './network-error.js';

/** An answer that has come whole, or has begun to. */
export interface Received {
  readonly head: AnswerHead;
  readonly parts: readonly Uint8Array[];
  /** What broke it off; null where it is whole. */
  readonly failure: { readonly cause: unknown } | null;
}

/**
 * Sends a request and collects its answer. It is what undici's own `request` does, but for the stream that each answer
 * would be put into and taken out of again, which costs as much as judging and verifying do.
 *
 * @throws RequestError `UPSTREAM_NETWORK` where an answer never began
 */
export function receiveWhole(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions & { readonly origin: string },
  signal: CallSignal,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(networkError(cause, options.origin));
    dispatcher.dispatch(options, new Collector(signal, resolve, fail));
  });
}

class Collector implements Dispatcher.DispatchHandler {
  readonly #signal: CallSignal;
  readonly #resolve: (received: Received) => void;
  readonly #reject: (error: unknown) => void;
  readonly #parts: Uint8Array[] = [];
  #controller: Dispatcher.DispatchController | null = null;
  #head: AnswerHead | null = null;
  #length = 0;

  constructor(signal: CallSignal, resolve: (received: Received) => void, reject: (error: unknown) => void) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    // Without a connection undici aborts nothing yet, and the caller does not wait for one.
    signal.onAbort = () => {
      this.#fail(signal.reason);
      this.#controller?.abort(ended);
    };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) controller.abort(ended);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    // Others, such as 103, come ahead of the answer.
    if (status >= 200) this.#head = toHead(status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, part: Uint8Array): void {
    this.#length += part.byteLength;
    if (this.#length > longestError && (this.#head?.status ?? 0) > 299) {
      this.#parts.length = 0;
      this.onResponseEnd();
      controller.abort(ended);
    } else this.#parts.push(part);
  }

  onResponseEnd(): void {
    if (this.#head !== null) this.#resolve({ head: this.#head, parts: this.#parts, failure: null });
  }

  onResponseError(_: Dispatcher.DispatchController, cause: unknown): void {
    this.#fail(cause);
  }

  #fail(cause: unknown): void {
    if (this.#head === null) this.#reject(cause);
    else this.#resolve({ head: this.#head, parts: this.#parts, failure: { cause } });
  }
}

/** Bytes: an error is short, and an endless one is nobody's business. */
export const longestError = 262_144;

const ended = new DOMException('The call has ended.', 'AbortError');
