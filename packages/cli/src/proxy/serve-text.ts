import type { GuardedAnswer, GuardedCall } from '@distillable/core';
import {
  type AnswerHeaders,
  type ApiShape,
  PolicyViolationError,
  readBody,
  refuse,
  toHead,
  unlessAborted,
} from '@distillable/core';
import type { Dispatcher } from 'undici';
import type { ProxyContext } from './proxy-context.js';
import { ProxyError } from './proxy-error.js';
import { answerHeaders, requestHeaders, tellingHeaders } from './proxy-headers.js';
import { readBytes } from './read-bytes.js';
import { relayEvents } from './relay-events.js';
import { watchEnd } from './stream-end.js';
import { upstreamError } from './upstream.js';
import type { Visit } from './visit.js';

/** Judges a request for text, sends it as it was judged, and hands out its answer as it is verified. */
export async function serveText(
  visit: Visit,
  { endpoint, path }: { readonly endpoint: ApiShape; readonly path: string },
  context: ProxyContext,
): Promise<void> {
  const call = await judge(visit, endpoint, context);
  const leave = await context.gate.enter(visit.signal);
  try {
    const { rawHeaders } = visit.request;
    const data = await context.upstream.send({
      method: 'POST',
      path,
      headers: requestHeaders(rawHeaders, { apiKey: context.apiKey, isJudged: true }),
      body: call.body,
      signal: visit.signal,
    });
    await relay(visit, data, call, context);
  } finally {
    leave();
  }
}

async function judge(
  visit: Visit,
  endpoint: ApiShape,
  { guard, limits }: ProxyContext,
): Promise<GuardedCall> {
  const bytes = await readBytes(visit, limits.requestBytes);
  const { signal, request } = visit;
  const reading = await unlessAborted(
    readBody(bytes, tellingHeaders(request.headers), limits.requestBytes),
    signal,
  );
  if ('violation' in reading) throw new PolicyViolationError(refuse([reading.violation], [], null));
  return unlessAborted(guard.open(reading.value, endpoint), signal);
}

async function relay(
  visit: Visit,
  data: Dispatcher.ResponseData,
  call: GuardedCall,
  context: ProxyContext,
): Promise<void> {
  const { statusCode, headers, body } = data;
  // A body that is left unread errors, and nobody listens then.
  body.on('error', () => {});
  if (statusCode >= 300 && statusCode < 400) {
    body.destroy();
    // A client that follows it would send, unjudged, what was judged here.
    throw new ProxyError('UPSTREAM_REDIRECT', 'The upstream redirects the request, which is not followed.');
  }
  const isZipped = isEncoded(headers);
  const end = context.keepsReceipts ? watchEnd() : null;
  const head = toHead(statusCode, isZipped ? withoutType(headers) : headers);
  const answer = call.receive(head, end?.onEvent);
  try {
    if (answer.kind === 'events') await relayEvents({ visit, data, answer, end, limits: context.limits });
    else if (answer.kind === 'whole' && isZipped) await refuseZipped(data, answer);
    else await relayWhole(visit, data, answer, context.limits.answerBytes);
  } finally {
    if (answer.receipt !== null) visit.outcome = answer.receipt.outcome;
  }
}

/** Only `identity` was asked for, so nobody can read it, and its end would tell no more. */
async function refuseZipped({ body }: Dispatcher.ResponseData, answer: GuardedAnswer): Promise<void> {
  body.destroy();
  const unverified = await answer.settle('whole');
  throw unverified ?? new ProxyError('UPSTREAM_FAILED', 'The upstream encodes its answer, unasked.');
}

async function relayWhole(
  { response, signal }: Visit,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  answer: GuardedAnswer,
  limit: number,
): Promise<void> {
  let bytes: Buffer;
  try {
    bytes = await collect(body, limit);
  } catch (error) {
    const unverified = await answer.settle(signal.aborted ? 'left' : 'cut');
    throw signal.aborted ? error : (unverified ?? upstreamError(error));
  }
  answer.read(bytes);
  const unverified = await answer.settle('whole');
  if (unverified !== null) throw unverified;
  response.writeHead(statusCode, answerHeaders(headers, bytes.length));
  response.end(bytes);
}

async function collect(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length > limit) {
      throw new ProxyError('UPSTREAM_TOO_LARGE', `The upstream's answer has more than ${limit} bytes.`);
    }
  }
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
}

function isEncoded(headers: AnswerHeaders): boolean {
  const encoding = String(headers['content-encoding'] ?? '').trim();
  return encoding !== '' && encoding.toLowerCase() !== 'identity';
}

/** What it says it is can't be told while it is encoded. */
function withoutType({ 'content-type': _, ...others }: AnswerHeaders): AnswerHeaders {
  return others;
}
