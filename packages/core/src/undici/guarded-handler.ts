import { Buffer } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ApiShape } from '../api/index.js';
import type { GuardedResponse, WatchedCall } from '../send/guarded-call.js';
import { rejectionResponse } from '../send/rejection.js';
import type { SendOptions } from '../send/send-options.js';
import { type RawHeaders, rawResponseHead } from '../verify/response-head.js';
import type { ResponseEnd } from '../verify/verification.js';

type Controller = Dispatcher.DispatchController;

/** A response that is handed out in one piece. */
interface HeldResponse {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly message: string | undefined;
}

/**
 * Sits between undici and the handler of a judged request. A stream passes as it comes; any other response passes when
 * it has been verified.
 */
export class GuardedHandler implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #shape: ApiShape | null;
  readonly #rejected: SendOptions['rejected'];
  readonly #controller = new RelayController((reason) => void this.fail(reason));
  #call: Pick<WatchedCall, 'receive'> | null = null;
  #watched: GuardedResponse | null = null;
  #held: HeldResponse | null = null;
  readonly #parts: Buffer[] = [];
  #hasStarted = false;
  #isOver = false;

  /** @param shape null for a request that has none */
  constructor(
    handler: Dispatcher.DispatchHandler,
    { shape, rejected }: { readonly shape: ApiShape | null; readonly rejected: SendOptions['rejected'] },
  ) {
    this.#handler = handler;
    this.#shape = shape;
    this.#rejected = rejected;
  }

  /** Lets the handler abort while the request is judged. False where it has done so. */
  start(): boolean {
    this.#handler.onRequestStart?.(this.#controller, undefined);
    return !this.#isOver;
  }

  /** Takes the judged request. False if it must no longer be sent. */
  open(call: Pick<WatchedCall, 'receive'>): boolean {
    this.#call = call;
    return !this.#isOver;
  }

  onRequestStart(request: Controller): void {
    this.#controller.request = request;
  }

  onResponseStart(request: Controller, status: number, headers: RawHeaders, message?: string): void {
    this.#controller.rawHeaders = request.rawHeaders ?? null;
    // Other 1xx responses, such as 103, come ahead of the real one.
    const isFinal = status >= 200;
    if (isFinal) this.#watched = this.#call?.receive(rawResponseHead(status, headers)) ?? null;
    if (this.#watched?.kind === 'document') {
      this.#held = { status, headers, message };
    } else {
      this.#hasStarted = isFinal;
      this.#handler.onResponseStart?.(this.#controller, status, headers, message);
    }
  }

  onResponseData(request: Controller, part: Buffer): void {
    if (this.#isOver) return;
    if (this.#watched?.read(part) !== true) this.#stop(request);
    else if (this.#held !== null) this.#parts.push(part);
    else this.#handler.onResponseData?.(this.#controller, part);
  }

  onResponseEnd(request: Controller, trailers: RawHeaders): void {
    this.#controller.rawTrailers = request.rawTrailers ?? null;
    // The connection may serve other requests now.
    this.#controller.request = null;
    if (!this.#isOver) void this.#finish(trailers);
  }

  onResponseError(_: Controller, error: unknown): void {
    this.#controller.request = null;
    void this.fail(error);
  }

  /** Ends the request with one error: the reason of an abort, or else the fault of the response, or else `error`. */
  async fail(error: unknown): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const unverified = await this.#settle(this.#controller.aborted ? 'aborted' : 'broken');
    const reported = this.#controller.reason ?? unverified ?? error;
    const mayRespond = this.#rejected === 'respond' && !this.#hasStarted;
    const response = mayRespond ? rejectionResponse(reported, this.#shape) : null;
    if (response === null) this.#handler.onResponseError?.(this.#controller, asError(reported));
    else await this.#respond(response);
  }

  /** The error for the caller, which may come from `onReceipt`; null if there is none. */
  async #settle(end: ResponseEnd): Promise<unknown> {
    try {
      return (await this.#watched?.settle(end))?.error ?? null;
    } catch (error) {
      return error;
    }
  }

  #stop(request: Controller): void {
    const stopped = new DOMException('The response is not handed out.', 'AbortError');
    void this.fail(stopped);
    this.#controller.request = null;
    request.abort(stopped);
  }

  async #finish(trailers: RawHeaders): Promise<void> {
    const error = await this.#settle('complete');
    if (this.#isOver) return;
    if (error !== null) return this.fail(error);
    this.#isOver = true;
    const held = this.#held;
    await this.#notify(async () => {
      if (held === null) this.#handler.onResponseEnd?.(this.#controller, trailers);
      else await this.#handOut(held, Buffer.concat(this.#parts), trailers);
    });
  }

  /** A handler may throw, as undici's own for retries does. That counts as an error of the response. */
  async #notify(handler: () => Promise<void>): Promise<void> {
    try {
      await handler();
    } catch (error) {
      this.#handler.onResponseError?.(this.#controller, asError(error));
    }
  }

  async #respond(response: Response): Promise<void> {
    const body = Buffer.from(await response.arrayBuffer());
    const headers = { ...Object.fromEntries(response.headers), 'content-length': String(body.length) };
    this.#controller.rawHeaders = Object.entries(headers)
      .flat()
      .map((text) => Buffer.from(text));
    const rejected = { status: response.status, headers, message: STATUS_CODES[response.status] };
    await this.#notify(() => this.#handOut(rejected, body, {}));
  }

  /** Passes the body on as fast as the handler takes it. */
  async #handOut(
    { status, headers, message }: HeldResponse,
    body: Buffer,
    trailers: RawHeaders,
  ): Promise<void> {
    const controller = this.#controller;
    this.#handler.onResponseStart?.(controller, status, headers, message);
    await controller.whenReady();
    if (!controller.aborted) this.#handler.onResponseData?.(controller, body);
    await controller.whenReady();
    if (controller.reason !== null) throw controller.reason;
    this.#handler.onResponseEnd?.(controller, trailers);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The request failed.', { cause: error });
}

/**
 * A handler controls its request with this, from before the request is judged until a held response has been handed
 * out. At both ends there is no request of undici to control.
 */
class RelayController implements Controller {
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

  /** From now on this request is controlled; null for none. */
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
