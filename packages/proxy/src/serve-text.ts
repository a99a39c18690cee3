import {
  type ApiShape,
  type GuardedCall,
  rawResponseHead,
  readRequestBody,
  type StoredText,
  unlessAborted,
  type WatchedCall,
} from '@distillable/core';
import type { Dispatcher } from 'undici';
import type { ProxyContext } from './context.js';
import { decodeResponse } from './decode-response.js';
import { ProxyError } from './errors.js';
import { type Exchange, requestedModels } from './exchange.js';
import { headersToJudge, requestHeaders } from './headers.js';
import { type JudgedResponse, relayEvents, relayWhole, settle } from './relay.js';
import { hasBody, passBytes, readBytes } from './request-body.js';

/** Judges a request for text, sends it as it was judged, and passes its response on as it is verified. */
export async function serveText(
  exchange: Exchange,
  { shape, path }: { readonly shape: ApiShape; readonly path: string },
  context: ProxyContext,
): Promise<void> {
  const call = await judge(exchange, shape, context);
  exchange.models = requestedModels(call.decision);
  const leave = await context.gate.enter(exchange.signal);
  try {
    const { rawHeaders } = exchange.request;
    const data = await context.upstream.send({
      method: 'POST',
      path,
      headers: requestHeaders(rawHeaders, { apiKey: context.apiKey, body: 'judged' }),
      body: call.body,
      signal: exchange.signal,
    });
    await relay(exchange, data, call, context);
  } finally {
    leave();
  }
}

/** Sends a request for stored text, and passes its response on as it is verified. */
export async function serveStored(
  exchange: Exchange,
  { stored, path }: { readonly stored: StoredText; readonly path: string },
  context: ProxyContext,
): Promise<void> {
  const { request, signal } = exchange;
  const call = await unlessAborted(context.guard.openStored(stored), signal);
  const leave = await context.gate.enter(signal);
  try {
    const data = await context.upstream.send({
      method: request.method ?? '',
      path,
      headers: requestHeaders(request.rawHeaders, { apiKey: context.apiKey, body: 'watched' }),
      body: hasBody(request) ? passBytes(exchange, context.limits.maxRequestBytes) : null,
      signal,
    });
    await relay(exchange, data, call, context);
  } finally {
    leave();
  }
}

async function judge(
  exchange: Exchange,
  shape: ApiShape,
  { guard, limits }: ProxyContext,
): Promise<GuardedCall> {
  const { signal, request } = exchange;
  const bytes = await readBytes(exchange, limits.maxRequestBytes);
  const reading = readRequestBody(bytes, headersToJudge(request), limits.maxRequestBytes);
  return unlessAborted(guard.open(await unlessAborted(reading, signal), shape), signal);
}

async function relay(
  exchange: Exchange,
  data: Dispatcher.ResponseData,
  call: WatchedCall,
  { keepsReceipts, limits, striker }: ProxyContext,
): Promise<void> {
  const { statusCode, body } = data;
  if (statusCode >= 300 && statusCode < 400) {
    body.destroy();
    // A client that follows it would send, unjudged, what was judged here.
    throw new ProxyError('UPSTREAM_REDIRECT', 'The upstream redirects the request, which is not followed.');
  }
  // What an error says must reach the client; other responses are not handed out.
  const readable = statusCode >= 400 ? decodeResponse(data) : data;
  const head = rawResponseHead(statusCode, readable.headers);
  const watched = call.receive(head);
  const judged = { exchange, data: readable, watched, limits, struck: striker.openBody() };
  if (watched.kind === 'stream') await relayEvents(judged, keepsReceipts);
  else if (watched.kind === 'document' && head.isEncoded === true) await rejectCompressed(judged);
  else await relayWhole(judged);
}

/** Only `identity` was accepted, so the response can't be read, and more of it would not help. */
async function rejectCompressed({ exchange, data, watched }: JudgedResponse): Promise<void> {
  data.body.destroy();
  await settle(exchange, watched, 'complete');
  throw new ProxyError('UPSTREAM_FAILED', 'The upstream compresses its response, unasked.');
}
