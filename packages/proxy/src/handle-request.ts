import { DistillableError } from '@distillable/catalog';
import { PolicyViolationError } from '@distillable/core';
import { rejectClient, rejectToken } from './admission.js';
import type { ProxyContext } from './context.js';
import { ProxyError } from './errors.js';
import { type Exchange, requestedModels } from './exchange.js';
import { headersToJudge } from './headers.js';
import { hasBody } from './request-body.js';
import type { Route } from './route.js';
import { sendError } from './send-error.js';
import { serveHealth, serveMetrics } from './serve-health.js';
import { serveModels } from './serve-models.js';
import { servePass } from './serve-pass.js';
import { serveStored, serveText } from './serve-text.js';

/** What became of a request. */
export interface RequestRecord {
  /** As it was sent, such as `POST`. */
  readonly method: string;
  /** The path without its query, which some clients put keys in; at most 200 characters. */
  readonly path: string;
  /** Status of the response; null where the client left, or the connection broke, before there was one. */
  readonly status: number | null;
  /**
   * Of a judged request: `refused` before it was sent, or the outcome of its receipt (`verified`, `unverified` …). Of
   * another: `answered` by the proxy, `passed` on, or `denied` for an error of the client. Of any: `error` for one of
   * proxy or upstream, `left` if the client closed the connection.
   */
  readonly outcome: Exchange['outcome'];
  /** From the request's headers to the end of the response. */
  readonly durationMs: number;
  /**
   * The models that the response named, or else those that the request named, each once; the first 20, at most 200
   * characters of each.
   */
  readonly models: readonly string[];
  /** Codes that say why it was rejected or failed, or why its response is not verified; each once. */
  readonly codes: readonly string[];
  /** Of the generation, as its receipt has it; null where there is none. */
  readonly id: string | null;
}

/** What is called for requests and errors. */
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
  // What supervises the process may ask for its health without the token.
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

/** A rejected body may name thousands. */
const maxModels = 20;

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

function recordOf({ request, response, ...exchange }: Exchange, durationMs: number): RequestRecord {
  return {
    method: request.method ?? '',
    path: (request.url ?? '').replace(/[?#].*$/s, '').slice(0, 200),
    status: response.headersSent ? response.statusCode : null,
    outcome: exchange.outcome,
    durationMs,
    models: [...new Set(exchange.models.map((name) => name.slice(0, 200)))].slice(0, maxModels),
    codes: [...new Set(exchange.codes)],
    id: exchange.id,
  };
}
