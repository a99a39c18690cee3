import type { Buffer } from 'node:buffer';
import type { Dispatcher } from 'undici';
import type { GuardedAnswer, GuardedCall } from '../send/guarded-call.js';
import type { Ending } from '../verify/watch-answer.js';
import { type AnswerHeaders, toHead } from './answer-headers.js';

type Controller = Dispatcher.DispatchController;

/** What an answer is relayed to. */
export interface RelayTarget {
  readonly handler: Dispatcher.DispatchHandler;
  readonly controller: RelayController;
  /** Whether an answer that is not verified is handed out all the same. */
  readonly mayWarn: boolean;
  /** Gives the handler an error, in whatever form. */
  readonly deliver: (error: unknown, hasStarted: boolean) => void;
}

/**
 * Looks at the answer to a judged request on its way to the handler: a stream passes as it comes, and anything else
 * when it has been verified.
 */
export class AnswerRelay implements Dispatcher.DispatchHandler {
  readonly #target: RelayTarget;
  readonly #call: GuardedCall;
  readonly #parts: Buffer[] = [];
  #answer: GuardedAnswer | null = null;
  #held: Omit<HeldAnswer, 'parts' | 'trailers'> | null = null;
  #hasStarted = false;
  #isOver = false;

  constructor(target: RelayTarget, call: GuardedCall) {
    this.#target = target;
    this.#call = call;
    target.controller.onAbort = (reason) => void this.fail(reason);
  }

  onRequestStart(request: Controller): void {
    this.#target.controller.target = request;
  }

  onResponseStart(request: Controller, status: number, headers: AnswerHeaders, message?: string): void {
    const { handler, controller } = this.#target;
    controller.rawHeaders = request.rawHeaders ?? null;
    const kind = this.#receive(status, headers);
    if (kind === 'held' || kind === 'refused') this.#held = { status, headers, message };
    else handler.onResponseStart?.(controller, status, headers, message);
    if (kind === 'refused') this.#refuse(request);
  }

  onResponseData(request: Controller, part: Buffer): void {
    if (this.#isOver || this.#answer === null) return;
    const { handler, controller } = this.#target;
    if (!this.#answer.read(part)) this.#refuse(request);
    else if (this.#held === null) handler.onResponseData?.(controller, part);
    else this.#parts.push(part);
  }

  onResponseEnd(request: Controller, trailers: AnswerHeaders): void {
    const { controller } = this.#target;
    controller.rawTrailers = request.rawTrailers ?? null;
    // The connection may serve others now.
    controller.target = null;
    if (!this.#isOver) void this.#finish(trailers);
  }

  onResponseError(_: Controller, error: unknown): void {
    this.#target.controller.target = null;
    void this.fail(error);
  }

  /** Ends it with an error, once: the caller's own reason, or else the guard's word on the answer, or else this. */
  async fail(error: unknown): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { controller, deliver } = this.#target;
    const word = await this.#conclude(controller.aborted ? 'left' : 'cut');
    deliver(controller.aborted ? controller.reason : (word ?? error), this.#hasStarted);
  }

  /** Starts to look at an answer, and tells what to do with its head. */
  #receive(status: number, headers: AnswerHeaders): 'passed' | 'held' | 'refused' {
    // Others, such as 103, come ahead of the answer.
    if (status < 200) return 'passed';
    const isZipped = isEncoded(headers);
    this.#answer = this.#call.receive(toHead(status, isZipped ? withoutType(headers) : headers));
    if (this.#answer.kind !== 'whole') {
      this.#hasStarted = true;
      return 'passed';
    }
    if (!isZipped || this.#target.mayWarn) return 'held';
    // Nobody can read it, and its end, which may be far, would tell no more.
    void this.#answer.settle('whole').catch(() => {});
    return 'refused';
  }

  /** What the guard has to say of the answer, or whoever takes the receipt; null for nothing. */
  async #conclude(ending: Ending): Promise<unknown> {
    try {
      return (await this.#answer?.settle(ending)) ?? null;
    } catch (error) {
      return error;
    }
  }

  /** Lets no more pass, and nothing more come. */
  #refuse(request: Controller): void {
    void this.fail(stopped);
    this.#target.controller.target = null;
    request.abort(stopped);
  }

  async #finish(trailers: AnswerHeaders): Promise<void> {
    const { handler, controller } = this.#target;
    try {
      const error = await this.#answer?.settle('whole');
      if (error instanceof Error) throw error;
      if (controller.aborted) return;
      if (this.#held === null) handler.onResponseEnd?.(controller, trailers);
      else {
        this.#hasStarted = true;
        await replay({ ...this.#held, parts: this.#parts, trailers }, handler, controller);
      }
      this.#isOver = true;
    } catch (error) {
      await this.fail(error);
    }
  }
}

function isEncoded(headers: AnswerHeaders): boolean {
  const encoding = String(headers['content-encoding'] ?? '').trim();
  return encoding !== '' && encoding.toLowerCase() !== 'identity';
}

/** What it says it is can't be told while it is encoded. */
function withoutType({ 'content-type': _, ...others }: AnswerHeaders): AnswerHeaders {
  return others;
}

const stopped = new DOMException('The answer is not handed out.', 'AbortError');

type ControllerOfRelayController = Dispatcher.DispatchController;

/**
 * What a handler steers its request with, from before the request is judged until its answer is handed out: there is
 * not always a request of undici's underneath.
 */
export class RelayController implements ControllerOfRelayController {
  rawHeaders: NonNullable<ControllerOfRelayController['rawHeaders']> | null = null;
  rawTrailers: NonNullable<ControllerOfRelayController['rawTrailers']> | null = null;
  /** Told once. */
  onAbort: (reason: Error) => void = () => {};
  #onResume: () => void = () => {};
  #target: ControllerOfRelayController | null = null;
  #paused = false;
  #aborted = false;
  #reason: Error | null = null;

  /** Steers this request from now on; null for none. */
  set target(target: ControllerOfRelayController | null) {
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

/** An answer that was held back. */
export interface HeldAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly message: string | undefined;
  readonly parts: readonly Buffer[];
  readonly trailers: AnswerHeaders;
}

/** Gives a handler an answer that was held back, as fast as it takes it. */
export async function replay(
  { status, headers, message, parts, trailers }: HeldAnswer,
  handler: Dispatcher.DispatchHandler,
  controller: RelayController,
): Promise<void> {
  handler.onResponseStart?.(controller, status, headers, message);
  for (const part of parts) {
    await controller.whenResumed();
    if (controller.aborted) return;
    handler.onResponseData?.(controller, part);
  }
  await controller.whenResumed();
  if (!controller.aborted) handler.onResponseEnd?.(controller, trailers);
}
