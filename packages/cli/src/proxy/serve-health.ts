import type { ProxyContext } from './proxy-context.js';
import { sendJson } from './send-json.js';
import type { Visit } from './visit.js';

/** `GET /healthz`: 200 while there is a catalog to judge by, 503 otherwise. */
export async function serveHealth(visit: Visit, { catalog }: Pick<ProxyContext, 'catalog'>): Promise<void> {
  const { isUsable, digest, age, freshness } = await catalog.state();
  // A list that nobody asks for would grow too old, and requests stay away from what is not healthy.
  if (freshness !== 'fresh') void catalog.snapshot().catch(() => {});
  visit.outcome = 'answered';
  const status = isUsable ? 'ok' : 'no catalog';
  sendJson(visit.response, isUsable ? 200 : 503, { status, catalog: { digest, age, freshness } });
}

/** `GET /metrics`, for Prometheus. */
export async function serveMetrics(visit: Visit, { metrics }: ProxyContext): Promise<void> {
  const { text, contentType } = await metrics.render();
  visit.outcome = 'answered';
  visit.response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  visit.response.end(text);
}
