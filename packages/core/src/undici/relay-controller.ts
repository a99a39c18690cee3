import type { Dispatcher } from 'undici';

type Controller = Dispatcher.DispatchController;

/**
 * What a handler steers its request with, from before the request is judged until its answer is handed out: there is
 * not always a request of undici's underneath.
 */
export class RelayController implements Controller {
  rawHeaders: NonNullable<Controller['rawHeaders']> | null = null;
  rawTrailers: NonNullable<Controller['rawTrailers']> | null = null;
  /** Told once. */
  onAbort: (reason: Error) => void = () => {};
  #onResume: () => void = () => {};
  #target: Controller | null = null;
  #paused = false;
  #aborted = false;
  #reason: Error | null = null;

  /** Steers this request from now on; null for none. */
  set target(target: Controller | null) {
    this.#target = target;
    if (this.#reason !== null) target?.abort(this.#reason);
    else if (this.#paused) target?.pause();
  }

  get paused(): boolean {
    return this.#paused;
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): Error | null {
    return this.#reason;
  }

  pause(): void {
    this.#paused = true;
    this.#target?.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#target?.resume();
    this.#onResume();
  }

  /** @param reason undici's older handlers may give none */
  abort(reason?: Error): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason ?? new DOMException('The request was aborted.', 'AbortError');
    this.#target?.abort(this.#reason);
    this.onAbort(this.#reason);
  }

  /** Resolves when the handler takes something again. */
  whenResumed(): Promise<void> {
    if (!this.#paused) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onResume = resolve;
    });
  }
}
