import {
  type Catalog,
  type CatalogStatus,
  checkOptions,
  type OptionRule,
  type TermsTable,
} from '@distillable/catalog';
import type { Policy, ReceiptOptions } from '@distillable/core';
import type { Registry } from 'prom-client';
import type { Dispatcher } from 'undici';
import { isLoopback } from './admission.js';
import { ProxyError } from './errors.js';
import type { RequestRecord } from './exchange.js';

/** Options of {@link startProxy}. */
export interface ProxyOptions {
  /** The model list to judge by, such as `createCatalog()`. The caller closes it. */
  readonly catalog: ProxyCatalog;
  /** Must not resolve presets: they belong to an account, and callers bring keys of their own. @default {} */
  readonly policy?: Policy;
  /** The table of licences and terms, for the policy and for receipts. @default `builtInTerms()` */
  readonly terms?: TermsTable | undefined;
  /**
   * Root of the API that requests are sent to.
   *
   * @default the catalog's, if it has one; else the environment's `OPENROUTER_BASE_URL`, else
   * 'https://openrouter.ai/api/v1'
   */
  readonly baseUrl?: string;
  /**
   * Added to requests that bring no key of their own, or the key `distillable`. It is not read from the environment,
   * because every program on this machine may use it through the proxy. Where the upstream repeats a key of 8 or more
   * characters, clients get `*` instead; a shorter one could be a part of any text.
   *
   * @default none
   */
  readonly apiKey?: string | undefined;
  /** Address or name to listen on. Other machines can reach some of them: these need a `token`. @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** Port to listen on; 0 takes a free one. @default 8402 */
  readonly port?: number | undefined;
  /**
   * The token that callers must send as `X-Distillable-Token`: 16 characters or more, visible ASCII. `GET /healthz` needs
   * none.
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

/** How much, and how long, a proxy accepts from clients and upstream. */
export interface ProxyLimits {
  /** Of a request's body, as sent and decompressed. @default 67_108_864 (64 MiB) */
  readonly maxRequestBytes: number;
  /** Of a response that is held until it is verified. @default 67_108_864 (64 MiB) */
  readonly maxResponseBytes: number;
  /** Of the headers of a request. @default 32_768 */
  readonly maxHeaderBytes: number;
  /** Open connections of clients. @default 1_024 */
  readonly maxConnections: number;
  /** Until the headers of a request have arrived. @default 20_000 */
  readonly headersTimeoutMs: number;
  /** Until a whole request has arrived. @default 300_000 */
  readonly requestTimeoutMs: number;
  /** Between two requests on one connection. @default 60_000 */
  readonly keepAliveTimeoutMs: number;
  /** For a client to read on, once its connection is full. @default 300_000 */
  readonly clientTimeoutMs: number;
  /** For the upstream to start a response, and between two chunks of it. @default 300_000 */
  readonly upstreamTimeoutMs: number;
  /** For running responses to end once the proxy is closing. @default 60_000 */
  readonly graceMs: number;
}

/** The defaults. */
export const defaultLimits: ProxyLimits = {
  maxRequestBytes: 67_108_864,
  maxResponseBytes: 67_108_864,
  maxHeaderBytes: 32_768,
  maxConnections: 1_024,
  headersTimeoutMs: 20_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 60_000,
  clientTimeoutMs: 300_000,
  upstreamTimeoutMs: 300_000,
  graceMs: 60_000,
};

/** The catalog that a proxy judges by: what `createCatalog` returns, or something that does the same. */
export interface ProxyCatalog extends Pick<Catalog, 'snapshot'>, Partial<Pick<Catalog, 'baseUrl'>> {
  /** The state of the loaded list. Never uses the network. */
  status(): Promise<Pick<CatalogStatus, 'freshness' | 'digest' | 'age'>>;
}

/** Whether requests can be judged by the loaded list. */
export function isUsable({ freshness }: Pick<CatalogStatus, 'freshness'>): boolean {
  return freshness === 'fresh' || freshness === 'stale';
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

/**
 * Checks the options of {@link startProxy}, but for the policy, and fills in the limits.
 *
 * @throws ProxyError `TOKEN_REQUIRED`, `TOKEN_INVALID`
 * @throws TypeError if an option is unknown or invalid
 */
export function readOptions(options: ProxyOptions): {
  readonly host: string;
  readonly port: number;
  readonly limits: ProxyLimits;
} {
  checkOptions('startProxy', options, proxyRules, ['catalog']);
  checkKey(options.apiKey);
  const { host = '127.0.0.1', port = 8_402 } = options;
  checkToken(host, options.token);
  checkConcurrency(options.concurrency);
  const given = Object.entries(options.limits ?? {}).filter(([, value]) => value !== undefined);
  return { host, port, limits: { ...defaultLimits, ...Object.fromEntries(given) } };
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

function checkConcurrency(given = Number.POSITIVE_INFINITY): void {
  if (given >= 1 && (Number.isInteger(given) || given === Number.POSITIVE_INFINITY)) return;
  throw new TypeError('concurrency must be a whole number above 0.');
}
