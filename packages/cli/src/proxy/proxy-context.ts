import type { Guard } from '@distillable/core';
import type { AdmissionRules } from './admission.js';
import type { Gate } from './gate.js';
import type { ProxyCatalog } from './open-proxy-catalog.js';
import type { ProxyLimits } from './proxy-limits.js';
import type { ProxyMetrics } from './proxy-metrics.js';
import type { Router } from './route.js';
import type { Upstream } from './upstream.js';

/** What every request is served with. */
export interface ProxyContext {
  readonly guard: Guard;
  readonly catalog: ProxyCatalog;
  readonly upstream: Upstream;
  readonly route: Router;
  readonly admission: AdmissionRules;
  readonly gate: Gate;
  readonly metrics: ProxyMetrics;
  readonly limits: ProxyLimits;
  /** The proxy's own key, for requests that bring none. */
  readonly apiKey: string | undefined;
  /** Whether a stream's last event waits until the receipt is kept. */
  readonly keepsReceipts: boolean;
  /** Takes a line for each request. */
  readonly log: (line: string) => void;
  /** Told of an error that nobody thought of. */
  readonly onBug: (error: unknown) => void;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
}
