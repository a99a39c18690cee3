import { checkOptions, type OptionRule, readBaseUrl, type TermsTable } from '@distillable/catalog';
import { createGuard, type Policy, type ReceiptOptions } from '@distillable/core';
import { Registry } from 'prom-client';
import type { Dispatcher } from 'undici';
import { admissionRules, isLoopback } from './admission.js';
import type { ProxyContext } from './context.js';
import { ProxyError } from './errors.js';
import { createGate } from './gate.js';
import { handleRequest, type RequestRecord } from './handle-request.js';
import { defaultLimits, type ProxyLimits } from './limits.js';
import { type Listening, listen } from './listen.js';
import { createProxyMetrics } from './metrics.js';
import type { ProxyCatalog } from './proxy-catalog.js';
import { createRouter } from './route.js';
import { createKeyStriker } from './strike-key.js';
import { openUpstream, type Upstream } from './upstream.js';

/** Options of {@link startProxy}. */
export interface ProxyOptions {
  /** The model list to judge by, such as `createCatalog()`. The caller closes it. */
  readonly catalog: ProxyCatalog;
  /** Must not resolve presets: they belong to an account, and callers bring keys of their own. @default {} */
  readonly policy?: Policy;
  /** What licences and terms say, for the policy and for receipts. @default `builtInTerms()` */
  readonly terms?: TermsTable | undefined;
  /**
   * Root of the API that requests are sent to.
   *
   * @default the catalog's, if it has one; else the environment's `OPENROUTER_BASE_URL`, else
   * 'https://openrouter.ai/api/v1'
   */
  readonly baseUrl?: string;
  /**
   * Added to requests that bring no key of their own, or the key `distillable`. Not read from the environment: whatever
   * runs on this machine may use it. Where the upstream repeats it, clients get `*` instead, if it has 8 characters or
   * more: shorter ones could be a part of any text.
   *
   * @default none
   */
  readonly apiKey?: string | undefined;
  /** Address or name to listen on. Other machines can reach some of them: these need a `token`. @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** Port to listen on; 0 takes a free one. @default 8402 */
  readonly port?: number | undefined;
  /**
   * What callers must send as `X-Distillable-Token`: 16 characters or more, visible ASCII. `GET /healthz` needs none.
   *
   * @default none
   */
  readonly token?: string | undefined;
  /** Requests that the upstream serves at once; the others wait in order. @default unlimited */
  readonly concurrency?: number | undefined;
  /** Sizes and times; see {@link ProxyLimits} for each default. */
  readonly limits?: { readonly [Name in keyof ProxyLimits]?: ProxyLimits[Name] | undefined };
  /** Takes the receipt of each response to a judged request, such as `ledger.receipts`. @default none */
  readonly receipts?: ReceiptOptions | undefined;
  /** Where `GET /metrics` reads from, and the proxy registers its own metrics. @default a new registry */
  readonly metrics?: Registry;
  /** Sends requests, for example through an HTTP proxy. The caller closes it. @default a pool of connections */
  readonly dispatcher?: Dispatcher | undefined;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** Called at the end of each request, for a log. */
  readonly onRequest?: (record: RequestRecord) => void;
  /** Called with errors that neither client nor upstream caused: a receipt that is not kept, or a bug. */
  readonly onError?: (error: unknown) => void;
}

// Node's timers wrap round above this and would fire at once.
const limit: OptionRule = { min: 1, max: 2 ** 31 - 1 };

const proxyRules: Readonly<Record<keyof ProxyOptions, OptionRule>> = {
  catalog: { methods: ['snapshot', 'status'], such: 'createCatalog()' },
  // The guard checks it.
  policy: 'any',
  terms: 'any',
  baseUrl: 'string',
  apiKey: 'string',
  host: 'string',
  port: { min: 0, max: 65_535, isWhole: true },
  token: 'string',
  concurrency: { min: 1 },
  limits: {
    options: Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, limit])),
  },
  receipts: 'any',
  metrics: { methods: ['registerMetric', 'metrics'], such: 'new Registry()' },
  dispatcher: 'object',
  now: 'function',
  onRequest: 'function',
  onError: 'function',
};

/** A proxy that listens. */
export interface RunningProxy {
  /** Base URL for clients of OpenAI and OpenRouter; ends in `/v1`. */
  readonly url: string;
  /** Base URL for clients of Anthropic: `url` without `/v1`. */
  readonly origin: string;
  /** The port that it listens on. */
  readonly port: number;
  /**
   * Accepts no more connections and waits for running responses: until `signal` is aborted, but at most for the limit
   * `graceMs`. What still runs then is broken off. Further calls wait for the first one.
   */
  close(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/**
 * Starts a local OpenRouter that sends only what the guard allows and hands out only what it verified, for clients in
 * any language.
 *
 * Requests for text (`/v1/chat/completions`, `/v1/completions`, `/v1/responses`, `/v1/messages`, `/api/beta/batches`)
 * are judged, sent with the enforcement flag, and their responses verified. `GET /v1/models` lists the distillable
 * models. Requests that return no text pass; all others are rejected. `GET /healthz` and `GET /metrics` report its
 * state.
 *
 * @example
 * const catalog = createCatalog();
 * const proxy = await startProxy({ catalog, apiKey: process.env.OPENROUTER_API_KEY, port: 0 });
 * console.log(proxy.url); // http://127.0.0.1:41234/v1
 * await proxy.close();
 * await catalog.close();
 *
 * @throws ProxyError `TOKEN_REQUIRED`, `TOKEN_INVALID`, `LISTEN_FAILED`
 * @throws TypeError if an option, or a setting of the policy, is unknown or invalid
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  checkOptions('startProxy', options, proxyRules, ['catalog']);
  checkKey(options.apiKey);
  const { host = '127.0.0.1', port = 8_402 } = options;
  checkToken(host, options.token);
  const given = Object.entries(options.limits ?? {}).filter(([, value]) => value !== undefined);
  const limits: ProxyLimits = { ...defaultLimits, ...Object.fromEntries(given) };
  const upstreamUrl = readBaseUrl(options.baseUrl ?? options.catalog.baseUrl);
  const striker = createKeyStriker(options.apiKey);
  const upstream = openUpstream(upstreamUrl, {
    dispatcher: options.dispatcher,
    timeoutMs: limits.upstreamTimeoutMs,
    strikeText: striker.strikeText,
  });
  try {
    const serving = contextOf(options, { limits, upstreamUrl, upstream, striker });
    const { onRequest = () => {}, onError = () => {} } = options;
    const listening = await listen({ host, port, limits }, (ownPort) => {
      const context = { ...serving, admission: admissionRules(host, ownPort, options.token ?? null) };
      return (exchange) => handleRequest(exchange, context, { onRequest, onError });
    });
    return runningProxy(host, listening, { upstream, graceMs: limits.graceMs });
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

function checkToken(host: string, token: string | undefined): void {
  if (token !== undefined && !/^[\x21-\x7e]{16,}$/.test(token)) {
    throw new ProxyError(
      'TOKEN_INVALID',
      'The token needs 16 characters or more, visible ASCII without spaces.',
    );
  }
  if (token === undefined && !isLoopback(host)) {
    const message = `${host} can be reached from other machines, so a token is required.`;
    throw new ProxyError('TOKEN_REQUIRED', message, { details: { host } });
  }
}

function contextOf(
  options: ProxyOptions,
  parts: Pick<ProxyContext, 'limits' | 'upstream' | 'striker'> & { readonly upstreamUrl: URL },
): Omit<ProxyContext, 'admission'> {
  const { catalog, policy = {}, apiKey, receipts, now = Date.now } = options;
  const { limits, upstreamUrl, upstream, striker } = parts;
  const gate = createGate(readConcurrency(options.concurrency));
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

/** Escaped for JSON, a backslash can be cut in two by the pieces of a response, and could not be struck out for certain. */
function checkKey(apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  if (/^\s*$|^\s|\s$|[^\x20-\x7e\xa0-\xff]/.test(apiKey)) {
    throw new TypeError(
      'startProxy: apiKey must not be blank, begin or end with a blank, or hold a line break or another character that no header may have. Check how it was copied.',
    );
  }
  if (!apiKey.includes('\\')) return;
  throw new TypeError(
    'startProxy: apiKey must have no backslash: no bearer token has one (RFC 6750, section 2.1). Check how it was copied.',
  );
}

function readConcurrency(given = Number.POSITIVE_INFINITY): number {
  if (given >= 1 && (Number.isInteger(given) || given === Number.POSITIVE_INFINITY)) return given;
  throw new TypeError('concurrency must be a whole number above 0.');
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

function runningProxy(
  host: string,
  listening: Listening,
  { upstream, graceMs }: { readonly upstream: Upstream; readonly graceMs: number },
): RunningProxy {
  const { port } = listening;
  const origin = `http://${reachableName(host)}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    url: `${origin}/v1`,
    origin,
    port,
    close({ signal } = {}) {
      const signals = [AbortSignal.timeout(graceMs), ...(signal === undefined ? [] : [signal])];
      closed ??= listening.close(AbortSignal.any(signals)).finally(() => upstream.close());
      return closed;
    },
  };
}

/** What to connect to, also where the proxy listens on every address of the machine. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
