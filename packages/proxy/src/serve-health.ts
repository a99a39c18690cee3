import type { ProxyContext } from './context.js';
import { type Exchange, sendJson } from './exchange.js';
import { isUsable } from './proxy-catalog.js';

/** `GET /healthz`: 200 while there is a catalog to judge by, else 503. */
export async function serveHealth(
  exchange: Exchange,
  { catalog }: Pick<ProxyContext, 'catalog'>,
): Promise<void> {
  const status = await catalog.status();
  const { digest, age, freshness } = status;
  // Requests stay away from an unhealthy proxy, so nothing else would have the list read again.
  if (freshness !== 'fresh') void catalog.snapshot().catch(() => {});
  exchange.outcome = 'answered';
  const [code, text] = isUsable(status) ? ([200, 'ok'] as const) : ([503, 'no catalog'] as const);
  sendJson(exchange.response, code, { status: text, catalog: { digest, age, freshness } });
}

/** `GET /metrics`, for Prometheus. */
export async function serveMetrics(exchange: Exchange, { metrics }: ProxyContext): Promise<void> {
  const { text, contentType } = await metrics.render();
  const { response } = exchange;
  exchange.outcome = 'answered';
  response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
