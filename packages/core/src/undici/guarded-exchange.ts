import { Buffer } from 'node:buffer';
import type { Dispatcher } from 'undici';
import { reject } from '../decide/decision.js';
import type { Guard } from '../guard.js';
import type { GuardedCall } from '../send/guarded-call.js';
import { readBody } from '../send/read-body.js';
import type { RequestTarget } from '../send/read-target.js';
import { errorResponse, PolicyViolationError } from '../send/refusal.js';
import { pickHeadersToJudge } from '../send/request-headers.js';
import type { SendOptions } from '../send/send-options.js';
import { AnswerRelay, type HeldAnswer, RelayController, replay } from './answer-relay.js';
import { dispatchBody, guardedHeaders, type HeaderPairs } from './dispatch-target.js';

/** A request that does not simply pass, and all that is needed to go on with it. */
export interface Interception {
  readonly guard: Guard;
  readonly options: SendOptions;
  /** The guard's own options under those of the interceptor. */
  readonly rules: SendOptions;
  readonly dispatch: Dispatcher.Dispatch;
  readonly request: Dispatcher.DispatchOptions;
  readonly headers: HeaderPairs;
  readonly target: Exclude<RequestTarget, { readonly kind: 'pass' }>;
  readonly handler: Dispatcher.DispatchHandler;
}

/** Judges a request, sends it on, and gives its answer, or the error, to the handler. */
export async function exchange(interception: Interception): Promise<void> {
  const { handler, request, headers, rules, dispatch } = interception;
  const controller = new RelayController();
  const deliver = (error: unknown, hasStarted: boolean): void =>
    deliverError(error, hasStarted, interception, controller);
  controller.onAbort = (reason) => deliver(reason, false);
  let relay: AnswerRelay | null = null;
  try {
    handler.onRequestStart?.(controller, undefined);
    if (controller.aborted) return;
    const call = await judge(interception);
    if (controller.aborted) return;
    relay = new AnswerRelay({ handler, controller, mayWarn: rules.onUnverified === 'warn', deliver }, call);
    const { body } = call;
    dispatch(
      { ...request, headers: guardedHeaders(headers, rules.metadata !== false), body, ...direct },
      relay,
    );
  } catch (error) {
    if (relay !== null) await relay.fail(error);
    else if (!controller.aborted) deliver(error, false);
  }
}

/** For undici's redirect interceptor: it would take the body, and some keys, to wherever a redirect leads. */
const direct = { maxRedirections: 0 };

async function judge({
  guard,
  options,
  rules,
  request,
  headers,
  target,
}: Interception): Promise<GuardedCall> {
  try {
    if (target.kind === 'refused') throw new PolicyViolationError(reject([target.violation], [], null));
    const reading = await readBody(dispatchBody(request.body), pickHeadersToJudge(headers));
    if ('violation' in reading) throw new PolicyViolationError(reject([reading.violation], [], null));
    return await guard.open(reading.value, target.endpoint, options);
  } catch (error) {
    if (error instanceof PolicyViolationError) rules.onRefusal?.(error);
    throw error;
  }
}

function deliverError(
  error: unknown,
  hasStarted: boolean,
  { handler, rules, target }: Interception,
  controller: RelayController,
): void {
  const endpoint = target.kind === 'text' ? target.endpoint : null;
  const mayAnswer = rules.onViolation === 'response' && !hasStarted;
  const response = mayAnswer ? errorResponse(error, endpoint) : null;
  controller.onAbort = () => {};
  if (response === null) handler.onResponseError?.(controller, asError(error));
  else void answerWith(response, handler, controller);
}

async function answerWith(
  response: Response,
  handler: Dispatcher.DispatchHandler,
  controller: RelayController,
): Promise<void> {
  let isOver = false;
  const fail = (error: unknown): void => {
    if (!isOver) handler.onResponseError?.(controller, asError(error));
    isOver = true;
  };
  controller.onAbort = fail;
  try {
    await replay(await heldAnswer(response, controller), handler, controller);
    isOver = true;
  } catch (error) {
    fail(error);
  }
}

async function heldAnswer(response: Response, controller: RelayController): Promise<HeldAnswer> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = { ...Object.fromEntries(response.headers), 'content-length': String(body.length) };
  const texts = Object.entries(headers).flat();
  controller.rawHeaders = texts.map((text) => Buffer.from(text));
  return { status: response.status, headers, message: 'Forbidden', parts: [body], trailers: {} };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The request failed.', { cause: error });
}
