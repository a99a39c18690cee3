import { PolicyViolationError, refuse } from '@distillable/core';
import { toPlainText } from '../render/plain-text.js';
import { refuseToken, refuseVisitor } from './admission.js';
import { giveUp } from './give-up.js';
import type { ProxyContext } from './proxy-context.js';
import { ProxyError } from './proxy-error.js';
import { tellingHeaders } from './proxy-headers.js';
import type { Route } from './route.js';
import { serveHealth, serveMetrics } from './serve-health.js';
import { serveModels } from './serve-models.js';
import { servePass } from './serve-pass.js';
import { serveText } from './serve-text.js';
import type { Visit } from './visit.js';

/** Serves one request, and keeps count of it. Never rejects. */
export async function handleRequest(visit: Visit, context: ProxyContext): Promise<void> {
  const start = context.clock();
  try {
    await serve(visit, context);
  } catch (error) {
    for (const code of refusalCodes(error)) context.metrics.countRefusal(code);
    await giveUp(visit, error);
    if (visit.outcome === 'error' && !(error instanceof ProxyError)) context.onBug(error);
  }
  const milliseconds = context.clock() - start;
  context.metrics.countRequest(visit, milliseconds / 1_000);
  context.log(describe(visit, milliseconds));
}

async function serve(visit: Visit, context: ProxyContext): Promise<void> {
  const { request } = visit;
  const unwelcome = refuseVisitor(request, context.admission);
  if (unwelcome !== null) throw unwelcome;
  const route = context.route(request.method ?? '', request.url ?? '', tellingHeaders(request.headers));
  visit.endpoint = endpointOf(route);
  // Whoever looks after the process may ask whether it lives.
  const unproven = route.kind === 'health' ? null : refuseToken(request, context.admission);
  if (unproven !== null) throw unproven;
  switch (route.kind) {
    case 'health':
      return serveHealth(visit, context);
    case 'metrics':
      return serveMetrics(visit, context);
    case 'models':
      return serveModels(visit, route.query, context);
    case 'text':
      return serveText(visit, route, context);
    case 'pass':
      return servePass(visit, route.path, context);
    case 'refused':
      throw new PolicyViolationError(refuse([route.violation], [], null));
    case 'wrong':
      throw route.error;
  }
}

function endpointOf(route: Route): Visit['endpoint'] {
  if (route.kind === 'text') return route.endpoint;
  return route.kind === 'refused' || route.kind === 'wrong' ? 'none' : route.kind;
}

function refusalCodes(error: unknown): readonly string[] {
  if (error instanceof PolicyViolationError) return error.decision.violations.map(({ code }) => code);
  return error instanceof ProxyError && error.status < 500 ? [error.code] : [];
}

/** One line. The query stays out of it, as some clients put keys there. */
function describe({ request, response, outcome }: Visit, milliseconds: number): string {
  const path = (request.url ?? '').replace(/[?#].*$/s, '').slice(0, 200);
  const status = response.headersSent ? response.statusCode : '-';
  return toPlainText(`${request.method} ${path} ${status} ${outcome} ${Math.round(milliseconds)} ms`);
}
