import type { Readable } from 'node:stream';
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
import { ProxyError } from './errors.js';
import { type Exchange, requestedModels } from './exchange.js';
import { type HeaderSettings, headersToJudge, requestHeaders, responseHeaders } from './headers.js';
import { passOn } from './pass-on.js';
import { type JudgedResponse, relayEvents, relayWhole, settle } from './relay.js';
import { hasBody, passBytes, readBytes } from './request-body.js';
import { decodeResponse, type UpstreamRequest, upstreamError } from './upstream.js';

/** Judges a request for text, sends it as it was judged, and passes its response on as it is verified. */
export async function serveText(
  exchange: Exchange,
  { shape, path }: { readonly shape: ApiShape; readonly path: string },
  context: ProxyContext,
): Promise<void> {
  const call = await judge(exchange, shape, context);
  exchange.models = requestedModels(call.decision);
  const sent = { method: 'POST', path, body: () => call.body };
  await send(exchange, 'judged', sent, context, (data) => relay(exchange, data, call, context));
}

/** Sends a request for stored text, and passes its response on as it is verified. */
export async function serveStored(
  exchange: Exchange,
  { stored, path }: { readonly stored: StoredText; readonly path: string },
  context: ProxyContext,
): Promise<void> {
  const call = await unlessAborted(context.guard.openStored(stored), exchange.signal);
  const sent = unchanged(exchange, path, context);
  await send(exchange, 'watched', sent, context, (data) => relay(exchange, data, call, context));
}

/** Passes on, unchanged, a request that does not ask for text, and its response. */
export async function servePass(exchange: Exchange, path: string, context: ProxyContext): Promise<void> {
  const { method = '' } = exchange.request;
  if (hasBody(exchange.request) && !methodsWithBody.has(method)) {
    throw new ProxyError('REQUEST_MALFORMED', `A ${method} has no body here.`);
  }
  const sent = unchanged(exchange, path, context);
  await send(exchange, 'passed', sent, context, (data) => passResponse(exchange, data, context));
}

const methodsWithBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** What is sent. The body is asked for when it can be sent: a client may wait until then with it. */
interface Sent extends Pick<UpstreamRequest, 'method' | 'path'> {
  readonly body: () => UpstreamRequest['body'];
}

function unchanged(exchange: Exchange, path: string, { limits }: ProxyContext): Sent {
  const { request } = exchange;
  const body = (): Readable | null => (hasBody(request) ? passBytes(exchange, limits.maxRequestBytes) : null);
  return { method: request.method ?? '', path, body };
}

/** Sends a request once the upstream has a place for it, which is taken until its response was handed out. */
async function send(
  { request, signal }: Exchange,
  kind: HeaderSettings['body'],
  { method, path, body }: Sent,
  { apiKey, gate, upstream }: ProxyContext,
  handOut: (data: Dispatcher.ResponseData) => Promise<void>,
): Promise<void> {
  const leave = await gate.enter(signal);
  try {
    const headers = requestHeaders(request.rawHeaders, { apiKey, body: kind });
    await handOut(await upstream.send({ method, path, headers, body: body(), signal }));
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

async function passResponse(
  exchange: Exchange,
  data: Dispatcher.ResponseData,
  { apiKey, limits, striker }: ProxyContext,
): Promise<void> {
  const { request, response, signal } = exchange;
  const isUnchanged = request.method === 'HEAD' || apiKey === undefined;
  const { statusCode, headers, body } = isUnchanged ? data : decodeResponse(data);
  const { 'content-length': length } = headers;
  response.writeHead(statusCode, responseHeaders(headers, length?.toString()));
  const { clientTimeoutMs } = limits;
  const struck = striker.openBody();
  const inspect = (chunk: Buffer): Buffer => struck.push(chunk);
  await passOn(body, exchange, { inspect, clientTimeoutMs }).catch((error: unknown) => {
    throw signal.aborted ? error : upstreamError(error);
  });
  exchange.outcome = 'passed';
  response.end(struck.end());
}
