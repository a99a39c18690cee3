import { RequestError } from './request-error.js';

/** Ends one attempt early: by the caller's signal, or by the clock. It costs a fraction of joining two `AbortSignal`s. */
export class CallSignal {
  /** Told once. */
  onAbort: () => void = nothing;
  aborted = false;
  /** Why it was ended. */
  reason: unknown;
  readonly #signal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #obey = (): void => this.#abort(this.#signal?.reason);

  /** @param timeout milliseconds, until {@link stopClock} is called */
  constructor(signal: AbortSignal | undefined, timeout: number) {
    this.#signal = signal;
    this.#timer = setTimeout(() => this.#abort(timedOut(timeout)), timeout);
    if (signal?.aborted === true) this.#obey();
    else signal?.addEventListener('abort', this.#obey, { once: true });
  }

  stopClock(): void {
    clearTimeout(this.#timer);
  }

  /** Lets go of clock and signal. */
  close(): void {
    this.stopClock();
    this.#signal?.removeEventListener('abort', this.#obey);
  }

  #abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.onAbort();
  }
}

function nothing(): void {}

/** @param timeout milliseconds */
export function timedOut(timeout: number, cause?: unknown): RequestError {
  const message = `No answer within ${timeout} ms. Raise the time-out, or try again later.`;
  return new RequestError('UPSTREAM_TIMEOUT', message, { cause, details: { timeout } });
}
