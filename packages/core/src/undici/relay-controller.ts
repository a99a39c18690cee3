import type { Dispatcher } from 'undici';

type Controller = Dispatcher.DispatchController;

/**
 * What a handler controls its request with from the time before it is judged until a held response has been handed
 * out: at both ends there is no request of undici's underneath.
 */
export class RelayController implements Controller {
  rawHeaders: NonNullable<Controller['rawHeaders']> | null = null;
  rawTrailers: NonNullable<Controller['rawTrailers']> | null = null;
  readonly #onAbort: (reason: Error) => void;
  #onResume = (): void => {};
  #request: Controller | null = null;
  #paused = false;
  #reason: Error | null = null;

  /** @param onAbort called once */
  constructor(onAbort: (reason: Error) => void) {
    this.#onAbort = onAbort;
  }

  /** Controls this request from now on; null for none. */
  set request(request: Controller | null) {
    this.#request = request;
    if (this.#reason !== null) request?.abort(this.#reason);
    else if (this.#paused) request?.pause();
  }

  get paused(): boolean {
    return this.#paused;
  }

  get aborted(): boolean {
    return this.#reason !== null;
  }

  get reason(): Error | null {
    return this.#reason;
  }

  pause(): void {
    this.#paused = true;
    this.#request?.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#request?.resume();
    this.#onResume();
  }

  /** @param reason handlers of older versions of undici may give none */
  abort(reason?: Error): void {
    if (this.#reason !== null) return;
    this.#reason = reason ?? new DOMException('The request was aborted.', 'AbortError');
    this.#request?.abort(this.#reason);
    this.#onAbort(this.#reason);
    this.#onResume();
  }

  /** Resolves once the handler takes more, or has aborted. */
  async whenReady(): Promise<void> {
    if (!this.#paused || this.aborted) return;
    await new Promise<void>((resolve) => {
      this.#onResume = resolve;
    });
  }
}
