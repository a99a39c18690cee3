import { completionText } from '../completions/completion-text.js';
import { isObject } from '../references/reference.js';
import type { GuardedAnswer } from '../send/guarded-call.js';
import type { AnswerHead } from '../verify/answer-head.js';
import type { Answer } from './answer.js';
import { RequestError } from './request-error.js';
import { unzipBytes } from './unzip.js';
import { upstreamError } from './upstream-error.js';
import { withoutKey } from './without-key.js';

/** All of an answer, and what it is read with. */
export interface WholeAnswer {
  readonly head: AnswerHead;
  /** As they came. */
  readonly bytes: Uint8Array;
  readonly answer: GuardedAnswer;
  /** The key that was sent, so that it can be taken out of what the server says. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Reads an answer that has come whole.
 *
 * @throws UnverifiedResponseError; RequestError for one that is an error, or not JSON
 */
export async function readAnswer(whole: WholeAnswer): Promise<Answer> {
  const { head, answer } = whole;
  if (answer.kind === 'none') throw await readRefusal(whole);
  const { bytes } = whole;
  answer.read(head.header('content-encoding') === null ? bytes : await unzip(whole));
  const error = await answer.settle('whole');
  if (error !== null) throw error;
  const { answer: body, receipt } = answer;
  if (!isObject(body) || receipt === null) throw notJson(head);
  if (receipt.outcome === 'failed') throw errorIn(whole, body);
  return { body, text: completionText(body), receipt };
}

/** The error that an answer without text tells of. */
async function readRefusal(whole: WholeAnswer): Promise<RequestError> {
  const error = await whole.answer.settle('whole');
  if (error !== null) throw error;
  // Whatever it is zipped in, its status has come, and that tells enough.
  const bytes = await unzipBytes(whole.head, whole.bytes).catch(() => new Uint8Array());
  return errorIn(whole, parse(new TextDecoder().decode(bytes)));
}

function errorIn({ head, key, now }: WholeAnswer, body: unknown): RequestError {
  return upstreamError(head, withoutKey(body, key), now);
}

async function unzip({ head, bytes, answer }: WholeAnswer): Promise<Uint8Array> {
  try {
    return await unzipBytes(head, bytes);
  } catch (cause) {
    await answer.settle('cut');
    if (cause instanceof RequestError) throw cause;
    const message = 'The answer could not be unzipped as its content-encoding says. Try again later.';
    throw new RequestError('UPSTREAM_BODY_BROKEN', message, { cause, details: { status: head.status } });
  }
}

function notJson({ status }: AnswerHead): RequestError {
  const message = 'The answer is not one JSON object, as was asked for.';
  return new RequestError('UPSTREAM_BODY_BROKEN', message, { details: { status } });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
