import { createGuard, type Guard, type ReceiptOptions } from '@distillable/core';
import { Registry } from 'prom-client';
import type { AdmissionRules } from './admission.js';
import { ProxyError } from './errors.js';
import { createProxyMetrics, type ProxyMetrics } from './metrics.js';
import type { ProxyCatalog, ProxyLimits, ProxyOptions } from './options.js';
import { createRouter, type Router } from './route.js';
import type { KeyStriker } from './strike-key.js';
import { createGate, type Gate, type Upstream } from './upstream.js';

/** The things that serving any request needs. */
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

/** Creates the context of all requests. Only the rules of admission are missing: they need the port. */
export function contextOf(
  options: ProxyOptions,
  parts: Pick<ProxyContext, 'limits' | 'upstream' | 'striker'> & { readonly upstreamUrl: URL },
): Omit<ProxyContext, 'admission'> {
  const { catalog, policy = {}, apiKey, receipts, now = Date.now } = options;
  const { limits, upstreamUrl, upstream, striker } = parts;
  const gate = createGate(options.concurrency ?? Number.POSITIVE_INFINITY);
  const guard = createGuard({
    catalog,
    policy,
    terms: options.terms,
    now,
    send: { baseUrl: upstreamUrl.href },
    verify: { maxBytes: limits.maxResponseBytes },
    ...(receipts === undefined ? {} : { receipts: reportFailures(receipts, options.onError) }),
  });
  return {
    guard,
    catalog,
    upstream,
    route: createRouter(upstreamUrl),
    gate,
    metrics: createProxyMetrics(catalog, gate, options.metrics ?? new Registry()),
    limits,
    apiKey,
    striker,
    keepsReceipts: receipts?.onReceipt !== undefined,
  };
}

/** Gives clients a code for a receipt that is not kept: the guard does not hand the response out then. */
function reportFailures(receipts: ReceiptOptions, onError: ProxyOptions['onError']): ReceiptOptions {
  return {
    ...receipts,
    async onReceipt(receipt) {
      try {
        await receipts.onReceipt?.(receipt);
      } catch (cause) {
        const message = 'The receipt of this response could not be kept, so the response is not handed out.';
        const error = new ProxyError('LEDGER_FAILED', message, { cause });
        onError?.(error);
        throw error;
      }
    },
  };
}
