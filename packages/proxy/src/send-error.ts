import type { ServerResponse } from 'node:http';
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
import { ProxyError } from './errors.js';
import { type Exchange, sendJson } from './exchange.js';

/** An error as it is reported to the client. */
interface Problem {
  readonly headers: Readonly<Record<string, string>>;
  readonly error: ApiError;
}

/** Ends an exchange with an error, so that no client takes the response for complete. */
export function sendError(exchange: Exchange, error: unknown): void {
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

/** Whose format of errors the client expects: also of a path that is only under that of an API shape. */
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
  // What is written in one tick reaches the socket at its end: on Node 26, too late for the socket to take it.
  setImmediate(() => socket.destroySoon());
}
