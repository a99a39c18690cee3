import type { Guard } from '@distillable/core';
import type { AdmissionRules } from './admission.js';
import type { Gate } from './gate.js';
import type { ProxyLimits } from './limits.js';
import type { ProxyMetrics } from './metrics.js';
import type { ProxyCatalog } from './proxy-catalog.js';
import type { Router } from './route.js';
import type { KeyStriker } from './strike-key.js';
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
  /** Strikes that key out of what clients get. */
  readonly striker: KeyStriker;
  /** Whether the last event of a stream waits until the receipt is kept. */
  readonly keepsReceipts: boolean;
}
