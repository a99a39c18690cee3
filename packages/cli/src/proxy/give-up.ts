import type { ServerResponse } from 'node:http';
import type { ApiShape } from '@distillable/core';
import { errorResponse, PolicyViolationError, UnverifiedResponseError } from '@distillable/core';
import { errorBody, isFinal, ProxyError } from './proxy-error.js';
import { sendJson } from './send-json.js';
import type { Visit } from './visit.js';

/** An error as the client is told of it. */
interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  readonly code: string;
  readonly message: string;
}

/** Ends a visit with an error, in a way that no client takes for a whole answer. */
export async function giveUp(visit: Visit, error: unknown): Promise<void> {
  const { response, signal } = visit;
  visit.outcome = outcomeOf(visit, error);
  if (signal.aborted || response.writableEnded) {
    response.destroy();
    return;
  }
  const endpoint = textEndpoint(visit);
  const problem = await describe(error, endpoint);
  if (!response.headersSent) {
    sendJson(response, problem.status, problem.body, problem.headers);
    return;
  }
  // In the midst of another event it would end that one, and make it count.
  if (visit.tail?.isBetweenEvents === true) response.write(errorEvent(problem, endpoint));
  destroySoon(response);
}

function outcomeOf({ signal }: Visit, error: unknown): Visit['outcome'] {
  if (signal.aborted) return 'left';
  if (error instanceof PolicyViolationError) return 'refused';
  if (error instanceof UnverifiedResponseError) return 'unverified';
  if (!(error instanceof ProxyError)) return 'error';
  return error.status < 500 ? 'denied' : 'error';
}

function textEndpoint({ endpoint }: Visit): ApiShape | null {
  return isOther(endpoint) ? null : endpoint;
}

function isOther(endpoint: Visit['endpoint']): endpoint is Exclude<Visit['endpoint'], ApiShape> {
  return ['models', 'health', 'metrics', 'pass', 'none'].includes(endpoint);
}

async function describe(error: unknown, endpoint: ApiShape | null): Promise<Problem> {
  const refusal = errorResponse(error, endpoint);
  if (refusal !== null && error instanceof Error) {
    const { status, headers } = refusal;
    const code = String(headers.get('x-distillable-refusal'));
    const { message } = error;
    return {
      status,
      headers: Object.fromEntries(headers),
      body: Object(await refusal.json()),
      code,
      message,
    };
  }
  // What we don't know may quote anything.
  const known =
    error instanceof ProxyError
      ? error
      : new ProxyError('INTERNAL', 'The proxy failed. This is a bug in it.');
  const headers = isFinal(known) ? { 'x-should-retry': 'false' } : {};
  const { status, code, message } = known;
  return { status, headers, body: errorBody(known, endpoint), code, message };
}

/** The error as an event of the endpoint's own. */
function errorEvent({ body, code, message }: Problem, endpoint: ApiShape | null): string {
  if (endpoint === 'messages') return `event: error\ndata: ${JSON.stringify(body)}\n\n`;
  if (endpoint === 'responses') {
    const data = { type: 'error', code, message, param: null, sequence_number: 0 };
    return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
  }
  const empty = endpoint === 'completions' ? { text: '' } : { delta: { content: '' } };
  const choices = [{ index: 0, ...empty, finish_reason: 'error' }];
  return `data: ${JSON.stringify({ ...body, choices })}\n\n`;
}

/** Lets out what is written, for a moment; the end that would make it whole never comes. */
function destroySoon({ socket }: ServerResponse): void {
  if (socket === null) return;
  const timer = setTimeout(() => socket.destroy(), 1_000);
  socket.once('close', () => clearTimeout(timer));
  socket.destroySoon();
}
