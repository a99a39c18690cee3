import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Exchange } from './exchange.js';
import { isUsable, type ProxyCatalog } from './options.js';
import type { Gate } from './upstream.js';

/** The counters for Prometheus. They hold no model, no text and no key. */
export interface ProxyMetrics {
  /** @param seconds from the request's headers to the end of the response */
  countRequest(exchange: Pick<Exchange, 'endpoint' | 'outcome'>, seconds: number): void;
  /** @param code of a violation, or of an error of the proxy */
  countRefusal(code: string): void;
  /** The page that Prometheus reads, and its content type. */
  render(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Creates the proxy's metrics in `registry`. */
export function createProxyMetrics(
  catalog: Pick<ProxyCatalog, 'status'>,
  gate: Gate,
  registry: Registry,
): ProxyMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'distillable_proxy_requests_total',
    help: 'Requests by endpoint and outcome; verified and unverified are outcomes.',
    labelNames: ['endpoint', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'distillable_proxy_refusals_total',
    help: 'Rejected requests, by code.',
    labelNames: ['code'],
    registers,
  });
  const durations = new Histogram({
    name: 'distillable_proxy_request_duration_seconds',
    help: 'Seconds from the headers of a request to the end of its response.',
    labelNames: ['endpoint'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  });
  new Gauge({
    name: 'distillable_proxy_upstream_requests',
    help: 'Requests that the upstream is serving, and that wait for a place.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'running' }, gate.inside);
      this.set({ state: 'waiting' }, gate.waiting);
    },
  });
  new Gauge({
    name: 'distillable_proxy_catalog_age_seconds',
    help: 'Age of the catalog; absent while none is loaded.',
    registers,
    async collect() {
      const { age } = await catalog.status();
      if (age === null) this.remove();
      else this.set(age / 1_000);
    },
  });
  new Gauge({
    name: 'distillable_proxy_catalog_usable',
    help: '1 while there is a catalog to judge by.',
    registers,
    async collect() {
      this.set(isUsable(await catalog.status()) ? 1 : 0);
    },
  });
  return {
    countRequest({ endpoint, outcome }, seconds) {
      requests.inc({ endpoint, outcome });
      durations.observe({ endpoint }, seconds);
    },
    countRefusal: (code) => refusals.inc({ code }),
    render: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
