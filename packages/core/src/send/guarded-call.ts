import type { EventSourceMessage } from 'eventsource-parser';
import type { ApiShape } from '../api/index.js';
import type { Decision } from '../decide/decision.js';
import type { Judgement, JudgeRequest } from '../decide/judge-request.js';
import { isObject } from '../json.js';
import type { Policy } from '../policy/policy.js';
import { completionTexts, hashTexts, StreamTexts } from '../verify/completion-text.js';
import { judgeByRequest, judgeBySnapshot } from '../verify/judge-served.js';
import type { Receipt } from '../verify/receipt.js';
import { writeReceipt } from '../verify/receipt.js';
import type { AnswerHead, AnswerKind } from '../verify/watch-answer.js';
import { type AnswerWatch, type Ending, watchAnswer } from '../verify/watch-answer.js';
import { PolicyViolationError, UnverifiedResponseError } from './refusal.js';
import type { SendOptions } from './send-options.js';

/** What calls are judged by. */
export interface CallContext {
  readonly judge: JudgeRequest;
  readonly policy: Policy;
  readonly now: () => number;
}

/** A request that passed, on its way through whatever transport. */
export interface GuardedCall {
  readonly endpoint: ApiShape;
  readonly decision: Decision;
  /** The body to send: what was judged, written anew. */
  readonly body: string;
  /** Starts to look at the answer. */
  receive(head: AnswerHead, onEvent?: (event: EventSourceMessage) => void): GuardedAnswer;
}

/** An answer on its way to the caller. */
export interface GuardedAnswer {
  readonly kind: AnswerKind;
  /** Looks at the next bytes. False where they must not be passed on: then settle. */
  read(bytes: Uint8Array): boolean;
  /**
   * Ends the look: writes the receipt, once, and waits for whoever takes it. Resolves with the error to give to the
   * caller instead of the answer's end, or null.
   */
  settle(ending: Ending): Promise<UnverifiedResponseError | null>;
  /** The parsed answer, once a `whole` one has been settled. */
  readonly answer: unknown;
  /** The receipt, once it is written. */
  readonly receipt: Receipt | null;
}

/**
 * Judges a body that is about to be sent.
 *
 * @throws PolicyViolationError where it is refused
 */
export async function openCall(
  body: unknown,
  endpoint: ApiShape,
  context: CallContext,
  options: SendOptions,
): Promise<GuardedCall> {
  const judgement = await context.judge(body, { shape: endpoint, naming: 'wire' });
  const { decision } = judgement;
  if (decision.request === null) throw new PolicyViolationError(decision);
  const text = JSON.stringify(decision.request);
  return {
    endpoint,
    decision,
    body: text,
    receive: (head, onEvent) => receive(head, { judgement, endpoint, text, context, options, onEvent }),
  };
}

interface SentCall {
  readonly judgement: Judgement<unknown>;
  readonly endpoint: ApiShape;
  readonly text: string;
  readonly context: CallContext;
  readonly options: SendOptions;
  readonly onEvent: ((event: EventSourceMessage) => void) | undefined;
}

function receive(head: AnswerHead, call: SentCall): GuardedAnswer {
  const texts = call.options.textHashes === true ? new StreamTexts() : null;
  const watch = startWatch(head, call, texts);
  const mayWarn = call.options.onUnverified === 'warn';
  const response = call.options.receiptContent === true ? new TextDecoder() : null;
  let responseText = '';
  let settled: Promise<UnverifiedResponseError | null> | undefined;
  async function conclude(ending: Ending): Promise<UnverifiedResponseError | null> {
    const verification = watch.conclude(ending);
    const content = response === null ? null : { request: call.text, response: responseText };
    const receipt = writeReceipt(head, verification, {
      endpoint: call.endpoint,
      decision: call.judgement.decision,
      time: call.context.now(),
      textHashes: texts === null ? null : await hashTexts(textsOf(watch, texts)),
      content,
    });
    answer.answer = watch.answer;
    answer.receipt = receipt;
    if (call.options.onReceipt !== undefined) await call.options.onReceipt(receipt);
    if (receipt.outcome !== 'unverified') return null;
    const error = new UnverifiedResponseError(receipt);
    if (!mayWarn) return error;
    console.warn(error.message);
    return null;
  }
  // Fields that are set, not getters: one in an object literal makes each such object slow, for every answer.
  const answer: { -readonly [Field in keyof GuardedAnswer]: GuardedAnswer[Field] } = {
    kind: watch.kind,
    answer: undefined,
    receipt: null,
    read(bytes) {
      if (response !== null) responseText += response.decode(bytes, { stream: true });
      return watch.read(bytes) || mayWarn;
    },
    settle(ending) {
      settled ??= conclude(ending);
      return settled;
    },
  };
  return answer;
}

function textsOf({ kind, answer }: AnswerWatch, streamed: StreamTexts): readonly string[] {
  if (kind === 'events') return streamed.all;
  return isObject(answer) ? completionTexts(answer) : [];
}

function startWatch(head: AnswerHead, call: SentCall, texts: StreamTexts | null): AnswerWatch {
  const { judgement, endpoint, context } = call;
  const { decision, snapshot } = judgement;
  const judge =
    snapshot === null ? judgeByRequest(decision) : judgeBySnapshot(snapshot, context.policy, context.now());
  const onEvent = texts === null ? call.onEvent : readInto(texts, call.onEvent);
  return watchAnswer(head, { judge, isProof: snapshot !== null, isBatch: endpoint === 'batch', onEvent });
}

function readInto(texts: StreamTexts, onEvent: SentCall['onEvent']): NonNullable<SentCall['onEvent']> {
  return (event) => {
    texts.read(event.data);
    onEvent?.(event);
  };
}
