import { checkOptions, type OptionRule, type TermsTable } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import type { Decision } from '../decide/decision.js';
import { evaluateRules } from '../decide/evaluate.js';
import type { Judgement, JudgeRequest } from '../decide/judge-request.js';
import { judgeStored, type StoredContext } from '../decide/judge-request.js';
import { bodyNotJson } from '../decide/plain-json.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { termsOfServed } from '../terms/served-terms.js';
import { createTermsJudge } from '../terms/terms-judge.js';
import type { ServedSource } from '../verify/find-served.js';
import { hashTexts, type Receipt, writeReceipt } from '../verify/receipt.js';
import type { ResponseHead, ResponseKind } from '../verify/response-head.js';
import { judgeByRequest, judgeBySnapshot } from '../verify/served-models.js';
import type { ResponseEnd, Verification } from '../verify/verification.js';
import { type ResponseWatch, watchResponse } from '../verify/watch-response.js';
import type { StoredText } from './documented-paths.js';
import { PolicyViolationError, UnverifiedResponseError } from './rejection.js';
import type { SendSettings } from './send-options.js';

/** A request whose response is watched. */
export interface WatchedCall {
  /** The body as it was given. */
  readonly shape: ApiShape;
  /** Why it passed. */
  readonly decision: Decision;
  /** Starts to watch the response. */
  receive(head: ResponseHead): GuardedResponse;
}

/** A request that passed, for any transport to send. */
export interface GuardedCall extends WatchedCall {
  /** The body to send, as JSON: the judged body with the enforcement flag. */
  readonly body: string;
}

/** A response on its way to the caller. */
export interface GuardedResponse {
  /** How its body is read. */
  readonly kind: ResponseKind;
  /** Reads the next bytes before they are passed on. False if they must not be passed on: then settle. */
  read(bytes: Uint8Array): boolean;
  /** Whether the event that ends a stream for clients has come. */
  isComplete(): boolean;
  /**
   * Ends the watch: writes the receipt, once, and waits for `onReceipt`.
   *
   * @throws what `onReceipt` throws
   */
  settle(end: ResponseEnd): Promise<Settlement>;
}

/** The result of a response. */
export interface Settlement {
  /** As `onReceipt` got it. */
  readonly receipt: Receipt;
  /** The error that the caller gets instead of the response or its end; null if the response may be handed out. */
  readonly error: UnverifiedResponseError | null;
}

/** The guard's parts that calls need. */
export interface CallContext extends StoredContext, Pick<SendSettings, 'verify' | 'receipts'> {
  readonly judge: JudgeRequest;
  readonly policy: CompiledPolicy;
  readonly terms: TermsTable | undefined;
}

/**
 * Judges a body that is about to be sent.
 *
 * @throws PolicyViolationError where it is rejected
 * @throws TypeError where there is no such shape
 */
export async function openCall(body: unknown, shape: ApiShape, context: CallContext): Promise<GuardedCall> {
  checkOptions('guard.open', { shape }, { shape: evaluateRules.shape }, ['shape']);
  const judgement = await context.judge(body, { shape, naming: 'wire' });
  const { decision } = judgement;
  if (decision.request === null) throw new PolicyViolationError(decision);
  const text = toText(decision);
  return {
    shape,
    decision,
    body: text,
    receive: (head) => receive(head, { judgement, shape, isLines: false, text, context }),
  };
}

const storedRules: Readonly<Record<keyof StoredText, OptionRule>> = {
  shape: evaluateRules.shape,
  isLines: 'boolean',
};

/**
 * Decides whether stored text may be read.
 *
 * @throws PolicyViolationError where there is no catalog to verify it by
 */
export async function openStoredCall(stored: StoredText, context: CallContext): Promise<WatchedCall> {
  checkOptions('guard.openStored', stored, storedRules, ['shape', 'isLines']);
  const { shape, isLines } = stored;
  const judgement = await judgeStored(context);
  const { decision } = judgement;
  if (!decision.allowed) throw new PolicyViolationError(decision);
  return {
    shape,
    decision,
    receive: (head) => receive(head, { judgement, shape, isLines, text: '', context }),
  };
}

/** @throws PolicyViolationError where a body that is deep enough fits the stack when it is read, but not here */
function toText({ request, references, catalog }: Decision): string {
  try {
    return JSON.stringify(request);
  } catch (error) {
    throw new PolicyViolationError({ violations: [bodyNotJson(error)], references, catalog });
  }
}

interface SentCall {
  readonly judgement: Judgement<unknown>;
  readonly shape: ApiShape;
  readonly isLines: boolean;
  /** The body that was sent. */
  readonly text: string;
  readonly context: CallContext;
}

function receive(head: ResponseHead, call: SentCall): GuardedResponse {
  const { verify, receipts } = call.context;
  const mayWarn = verify.unverified === 'warn';
  const watch = startWatch(head, call);
  const decoder = receipts.content ? new TextDecoder() : null;
  let content = '';
  let settled: Promise<Settlement> | undefined;
  async function settle(end: ResponseEnd): Promise<Settlement> {
    const receipt = await receiptOf(head, watch.end(end), call, content);
    await receipts.onReceipt(receipt);
    if (receipt.outcome !== 'unverified') return { receipt, error: null };
    const error = new UnverifiedResponseError(receipt);
    if (!mayWarn || watch.isTooLarge()) return { receipt, error };
    console.warn(error.message);
    return { receipt, error: null };
  }
  return {
    kind: watch.kind,
    isComplete: watch.isComplete,
    read(bytes) {
      const passes = watch.read(bytes);
      if (decoder !== null && !watch.isTooLarge()) content += decoder.decode(bytes, { stream: true });
      return passes || (mayWarn && !watch.isTooLarge());
    },
    settle(end) {
      settled ??= settle(end);
      return settled;
    },
  };
}

function startWatch(head: ResponseHead, { judgement, shape, isLines, context }: SentCall): ResponseWatch {
  const { decision, snapshot } = judgement;
  const { policy } = context;
  const judge =
    snapshot === null
      ? judgeByRequest(decision, createTermsJudge(policy, context.terms))
      : judgeBySnapshot(snapshot, policy, { now: context.now(), terms: context.terms });
  const hosts = policy.hostBounds;
  const { textHashes: keepsTexts, content: keepsContent } = context.receipts;
  const { maxBytes } = context.verify;
  const isProof = snapshot !== null;
  return watchResponse(head, { shape, isLines, judge, hosts, isProof, keepsTexts, keepsContent, maxBytes });
}

async function receiptOf(
  head: ResponseHead,
  verification: Verification,
  { judgement, shape, text, context }: SentCall,
  content: string,
): Promise<Receipt> {
  const { content: keepsContent, textHashes } = context.receipts;
  const { decision, snapshot } = judgement;
  const served = verification.served.filter(({ sources }) => sources.some(madeText));
  const hosts = verification.hosts.filter(({ sources }) => sources.some(servedText));
  return writeReceipt(head, verification, {
    shape,
    decision,
    terms: termsOfServed({
      models: served.map(({ model }) => model),
      hosts: hosts.map(({ host }) => host),
      snapshot,
      table: context.terms,
      decision: decision.terms,
    }),
    time: context.now(),
    textHashes: textHashes ? await hashTexts(verification.texts) : null,
    content: keepsContent ? { request: text, response: content } : null,
  });
}

/** Models that were only tried made no text. */
function madeText(source: ServedSource): boolean {
  return source === 'answer' || source === 'tool';
}

function servedText(source: ServedSource): boolean {
  return source === 'answer' || source === 'endpoint';
}
