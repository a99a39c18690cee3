import type { ServerResponse } from 'node:http';
import { DistillableError } from '@distillable/catalog';
import {
  type ApiError,
  type ApiShape,
  apiShapes,
  canonicalPath,
  describeRejection,
  isApiShape,
  PolicyViolationError,
  rejectionHeaders,
  UnverifiedResponseError,
} from '@distillable/core';
import { rejectClient, rejectToken } from './admission.js';
import type { ProxyContext } from './context.js';
import { ProxyError } from './errors.js';
import { type Exchange, type RequestRecord, recordOf, requestedModels, sendJson } from './exchange.js';
import { headersToJudge } from './headers.js';
import { hasBody } from './request-body.js';
import type { Route } from './route.js';
import { serveHealth, serveMetrics, serveModels } from './serve-own.js';
import { servePass, serveStored, serveText } from './serve-upstream.js';

/** The callbacks for requests and errors. */
export interface Observer {
  readonly onRequest: (record: RequestRecord) => void;
  readonly onError: (error: unknown) => void;
}

/** Serves one request, and keeps count of it. Never rejects. */
export async function handleRequest(
  exchange: Exchange,
  context: ProxyContext,
  { onRequest, onError }: Observer,
): Promise<void> {
  const start = performance.now();
  try {
    await serve(exchange, context);
  } catch (error) {
    for (const code of rejectionCodes(error)) context.metrics.countRefusal(code);
    if (error instanceof PolicyViolationError) exchange.models = requestedModels(error.decision);
    if (exchange.codes.length === 0) exchange.codes = errorCodes(error);
    sendError(exchange, error);
    if (exchange.outcome === 'error' && !(error instanceof ProxyError)) onError(error);
  }
  const durationMs = performance.now() - start;
  context.metrics.countRequest(exchange, durationMs / 1_000);
  onRequest(recordOf(exchange, durationMs));
}

async function serve(exchange: Exchange, context: ProxyContext): Promise<void> {
  const { request } = exchange;
  const unwelcome = rejectClient(request, context.admission);
  if (unwelcome !== null) throw unwelcome;
  const route = context.route({
    method: request.method ?? '',
    target: request.url ?? '',
    headers: headersToJudge(request),
    hasBody: hasBody(request),
  });
  exchange.endpoint = endpointOf(route);
  // A supervisor of the process may ask for its health without the token.
  const unproven = route.kind === 'health' ? null : rejectToken(request, context.admission);
  if (unproven !== null) throw unproven;
  switch (route.kind) {
    case 'health':
      return serveHealth(exchange, context);
    case 'metrics':
      return serveMetrics(exchange, context);
    case 'models':
      return serveModels(exchange, route.query, context);
    case 'text':
      return serveText(exchange, route, context);
    case 'stored':
      return serveStored(exchange, route, context);
    case 'pass':
      return servePass(exchange, route.path, context);
    case 'rejected':
      throw PolicyViolationError.of(route.violation);
    case 'failed':
      throw route.error;
  }
}

function endpointOf(route: Route): Exchange['endpoint'] {
  if (route.kind === 'text') return route.shape;
  if (route.kind === 'stored') return route.stored.shape;
  return route.kind === 'rejected' || route.kind === 'failed' ? 'none' : route.kind;
}

function rejectionCodes(error: unknown): readonly string[] {
  if (error instanceof PolicyViolationError) return error.decision.violations.map(({ code }) => code);
  return error instanceof ProxyError && error.status < 500 ? [error.code] : [];
}

function errorCodes(error: unknown): readonly string[] {
  const codes = rejectionCodes(error);
  if (codes.length > 0) return codes;
  return DistillableError.is(error) ? [error.code] : [];
}

/** An error as it is reported to the client. */
interface Problem {
  readonly headers: Readonly<Record<string, string>>;
  readonly error: ApiError;
}

/** Ends an exchange with an error, so that no client takes the response for complete. */
function sendError(exchange: Exchange, error: unknown): void {
  const { response, signal } = exchange;
  exchange.outcome = outcomeOf(exchange, error);
  if (signal.aborted || response.writableEnded) {
    response.destroy();
    return;
  }
  const problem = describe(error);
  const { errorBody, errorEvent } = apiShapes[shapeOf(exchange)];
  if (!response.headersSent) {
    sendJson(response, problem.error.status, errorBody(problem.error), problem.headers);
    return;
  }
  // Within another event it would end that event, and make it count.
  if (exchange.isBetweenEvents()) response.write(errorEvent(problem.error));
  flushAndDestroy(response);
}

/** The API shape whose errors the client expects: also for paths below the path of a shape. */
function shapeOf({ endpoint, request }: Exchange): ApiShape {
  if (endpoint !== 'batch' && isApiShape(endpoint)) return endpoint;
  const path = canonicalPath((request.url ?? '').replace(/[?#].*$/s, ''));
  // All others have the same one.
  return /^\/(api\/)?v1\/messages(\/|$)/.test(path) ? 'messages' : 'chat';
}

function outcomeOf({ signal }: Exchange, error: unknown): Exchange['outcome'] {
  if (signal.aborted) return 'left';
  if (error instanceof PolicyViolationError) return 'refused';
  if (error instanceof UnverifiedResponseError) return 'unverified';
  if (!(error instanceof ProxyError)) return 'error';
  return error.status < 500 ? 'denied' : 'error';
}

function describe(error: unknown): Problem {
  const rejection = describeRejection(error);
  if (rejection !== null) return { headers: rejectionHeaders(rejection), error: rejection };
  // An unexpected error may quote anything.
  const known =
    error instanceof ProxyError
      ? error
      : new ProxyError('INTERNAL', 'The proxy failed. This is a bug in it.');
  const { status, code, message } = known;
  return { headers: isFinal(known) ? { 'x-should-retry': 'false' } : {}, error: { status, code, message } };
}

/** Whether it would fail again in the same way, so that SDKs should not retry. */
function isFinal({ status, code }: ProxyError): boolean {
  return status < 500 || code === 'UPSTREAM_REDIRECT' || code === 'LEDGER_FAILED';
}

/** Sends what is written, then closes the connection without the chunk that would complete the response. */
function flushAndDestroy({ socket }: ServerResponse): void {
  if (socket === null) return;
  const timer = setTimeout(() => socket.destroy(), 1_000);
  socket.once('close', () => clearTimeout(timer));
  // Writes of one tick reach the socket when the tick ends: on Node 26, too late for the socket to take them.
  setImmediate(() => socket.destroySoon());
}
