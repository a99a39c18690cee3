import {
  type AnswerHeaders,
  type ApiShape,
  type GuardedAnswer,
  type GuardedCall,
  PolicyViolationError,
  readBody,
  reject,
  toHead,
  unlessAborted,
} from '@distillable/core';
import type { Dispatcher } from 'undici';
import type { ProxyContext } from './context.js';
import { ProxyError } from './errors.js';
import type { Exchange } from './exchange.js';
import { headersToJudge, requestHeaders } from './headers.js';
import { relayEvents, relayWhole } from './relay.js';
import { readBytes } from './request-body.js';
import { watchEnd } from './stream-progress.js';

/** Judges a request for text, sends it as it was judged, and passes its response on as it is verified. */
export async function serveText(
  exchange: Exchange,
  { endpoint, path }: { readonly endpoint: ApiShape; readonly path: string },
  context: ProxyContext,
): Promise<void> {
  const call = await judge(exchange, endpoint, context);
  const leave = await context.gate.enter(exchange.signal);
  try {
    const { rawHeaders } = exchange.request;
    const data = await context.upstream.send({
      method: 'POST',
      path,
      headers: requestHeaders(rawHeaders, { apiKey: context.apiKey, isJudged: true }),
      body: call.body,
      signal: exchange.signal,
    });
    await relay(exchange, data, call, context);
  } finally {
    leave();
  }
}

async function judge(
  exchange: Exchange,
  endpoint: ApiShape,
  { guard, limits }: ProxyContext,
): Promise<GuardedCall> {
  const { signal, request } = exchange;
  const bytes = await readBytes(exchange, limits.maxRequestBytes);
  const reading = await unlessAborted(
    readBody(bytes, headersToJudge(request), limits.maxRequestBytes),
    signal,
  );
  if ('violation' in reading) throw new PolicyViolationError(reject([reading.violation], [], null));
  return unlessAborted(guard.open(reading.value, endpoint), signal);
}

async function relay(
  exchange: Exchange,
  data: Dispatcher.ResponseData,
  call: GuardedCall,
  { keepsReceipts, limits }: ProxyContext,
): Promise<void> {
  const { statusCode, headers, body } = data;
  if (statusCode >= 300 && statusCode < 400) {
    body.destroy();
    // A client that follows it would send, unjudged, what was judged here.
    throw new ProxyError('UPSTREAM_REDIRECT', 'The upstream redirects the request, which is not followed.');
  }
  const isCompressed = isEncoded(headers);
  const end = keepsReceipts ? watchEnd() : null;
  const head = toHead(statusCode, isCompressed ? withoutType(headers) : headers);
  const answer = call.receive(head, end?.onEvent);
  const judged = { exchange, data, answer, limits };
  try {
    if (answer.kind === 'events') await relayEvents(judged, end);
    else if (answer.kind === 'whole' && isCompressed) await rejectCompressed(data, answer);
    else await relayWhole(judged);
  } finally {
    if (answer.receipt !== null) exchange.outcome = answer.receipt.outcome;
  }
}

/** Only `identity` was accepted, so the response can't be read, and more of it would not help. */
async function rejectCompressed({ body }: Dispatcher.ResponseData, answer: GuardedAnswer): Promise<void> {
  body.destroy();
  const unverified = await answer.settle('whole');
  throw unverified ?? new ProxyError('UPSTREAM_FAILED', 'The upstream compresses its response, unasked.');
}

function isEncoded(headers: AnswerHeaders): boolean {
  const encoding = String(headers['content-encoding'] ?? '').trim();
  return encoding !== '' && encoding.toLowerCase() !== 'identity';
}

/** Compressed, it can't be read as the type that it declares. */
function withoutType({ 'content-type': _, ...others }: AnswerHeaders): AnswerHeaders {
  return others;
}
