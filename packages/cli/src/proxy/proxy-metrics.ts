import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Gate } from './gate.js';
import type { ProxyCatalog } from './open-proxy-catalog.js';
import type { Visit } from './visit.js';

/** What is counted, for Prometheus. No model, no text, no key is in it. */
export interface ProxyMetrics {
  /** @param seconds from the request's head to the answer's end */
  countRequest(visit: Pick<Visit, 'endpoint' | 'outcome'>, seconds: number): void;
  /** @param code of a violation, or of the proxy's own no */
  countRefusal(code: string): void;
  /** The page that Prometheus reads, and its content type. */
  render(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Creates metrics in a registry of their own. */
export function createProxyMetrics(catalog: Pick<ProxyCatalog, 'state'>, gate: Gate): ProxyMetrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'distillable_proxy_requests_total',
    help: 'Requests by endpoint and what became of them; verified and unverified are outcomes.',
    labelNames: ['endpoint', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'distillable_proxy_refusals_total',
    help: 'Reasons of refused requests, by code.',
    labelNames: ['code'],
    registers,
  });
  const durations = new Histogram({
    name: 'distillable_proxy_request_duration_seconds',
    help: "Seconds from a request's head to its answer's end.",
    labelNames: ['endpoint'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  });
  new Gauge({
    name: 'distillable_proxy_upstream_requests',
    help: 'Requests that are with the upstream, and that wait for their turn.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'running' }, gate.inside);
      this.set({ state: 'waiting' }, gate.waiting);
    },
  });
  new Gauge({
    name: 'distillable_proxy_catalog_age_seconds',
    help: 'Age of the catalog; absent while there is none.',
    registers,
    async collect() {
      const { age } = await catalog.state();
      if (age === null) this.remove();
      else this.set(age / 1_000);
    },
  });
  new Gauge({
    name: 'distillable_proxy_catalog_usable',
    help: '1 while there is a catalog to judge by.',
    registers,
    async collect() {
      this.set((await catalog.state()).isUsable ? 1 : 0);
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
