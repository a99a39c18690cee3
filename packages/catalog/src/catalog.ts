import type { Dispatcher } from 'undici';
import { checkOptions, type OptionRule } from './check-options.js';
import type { CatalogError } from './errors.js';
import type { CatalogServer } from './list/fetch-catalog.js';
import type { ServingHost } from './list/wire-schema.js';
import {
  type CatalogSnapshot,
  type CatalogSource,
  defaultLimits,
  type Freshness,
  type FreshnessLimits,
} from './snapshot.js';

/** The model list, kept up to date. */
export interface Catalog {
  /** The ages up to which this catalog calls a snapshot `fresh` and `stale`, in milliseconds. */
  readonly limits: FreshnessLimits;
  /** The base URL that the list is read from, without a slash at its end. A guard or proxy sends there too by default. */
  readonly baseUrl: string;
  /**
   * The snapshot to judge by: at once if one is loaded and not expired, otherwise after reading the cache or the network.
   *
   * @throws CatalogError `CATALOG_UNAVAILABLE` if no usable snapshot is loaded and none can be fetched; `CATALOG_CLOSED`
   */
  snapshot(): Promise<CatalogSnapshot>;
  /**
   * Fetches the list now, whatever the age of the current one; joins a refresh that is already running.
   *
   * @throws CatalogError with the reason
   */
  refresh(): Promise<CatalogSnapshot>;
  /**
   * Asks the server which hosts serve a model: once, for three tenths of `timeout` at most, and without keeping the
   * response. It does not say whether their terms allow it.
   *
   * @param slug of a row
   * @throws CatalogError with the reason
   * @see https://openrouter.ai/docs/api-reference/list-endpoints-for-a-model (OpenAPI description read 2026-08-22)
   */
  hosts(slug: string): Promise<readonly ServingHost[]>;
  /**
   * Waits for the refresh of a stale snapshot in the background, if one is running; its failure is a warning. For
   * programs that end soon: the next one finds a fresh list.
   */
  settled(): Promise<void>;
  /** The loaded or cached list. Never uses the network, and never throws because there is no snapshot. */
  status(): Promise<CatalogStatus>;
  /** Ends running requests and closes what the catalog opened, so that the process can exit. Idempotent. */
  close(): Promise<void>;
}

/** The state of a catalog. Facts of its snapshot are null if nothing is loaded or cached. */
export interface CatalogStatus {
  /** `empty`: nothing is loaded or cached. */
  readonly freshness: Freshness | 'empty';
  /** The digest of the snapshot. */
  readonly digest: string | null;
  /** When the list was read, or last confirmed unchanged by the server. */
  readonly retrievedAt: Date | null;
  /** Milliseconds since `retrievedAt`; negative if the clock jumped back. */
  readonly age: number | null;
  /** Number of rows. */
  readonly size: number | null;
  /** Where the list was read from. */
  readonly source: CatalogSource | null;
  /** Whether a refresh is running. */
  readonly refreshing: boolean;
  /** Why the last refresh failed; null after one that succeeded. */
  readonly lastError: CatalogError | null;
}

/** Options of `createCatalog`. All are optional. */
export interface CatalogOptions {
  /**
   * Base URL of the API: `http:` or `https:`, without user name, password, query or fragment.
   *
   * @default the environment's `OPENROUTER_BASE_URL`, else 'https://openrouter.ai/api/v1'
   */
  readonly baseUrl?: string | undefined;
  /**
   * Where snapshots outlive the process: any Keyv 5, or `createFileStore()` of `@distillable/catalog/file-store`.
   * `throwOnErrors` is switched on for a Keyv and its adapter, because a store that is down would look like a miss
   * otherwise. The catalog never disconnects it.
   *
   * @default none: the catalog only keeps the snapshot in memory
   */
  readonly cache?: CatalogCache | undefined;
  /**
   * Milliseconds for which a snapshot is `fresh`: served without a network request.
   *
   * @default 3_600_000 (1 hour)
   */
  readonly ttl?: number | undefined;
  /**
   * Age in milliseconds up to which a snapshot is `stale`: served at once while one refresh runs in the background, and
   * served if that fails. An older one is `expired` and never served. At least `ttl`.
   *
   * @default 86_400_000 (24 hours), or `ttl` if that is longer
   */
  readonly maxStale?: number | undefined;
  /**
   * The undici dispatcher to send through, which you close; or a function that creates one before the first request,
   * which `close()` closes.
   *
   * @default a new `Agent`, closed by `close()`
   */
  readonly dispatcher?: Dispatcher | (() => Promise<Dispatcher>) | undefined;
  /** How failed requests are repeated. */
  readonly retry?: RetryOptions | undefined;
  /**
   * Milliseconds for one request, from connecting to the last byte of the body.
   *
   * @default 10_000
   */
  readonly timeout?: number | undefined;
  /**
   * Largest response in bytes, both on the wire and decompressed; counted while it is received.
   *
   * @default 33_554_432 (32 MiB)
   */
  readonly maxBytes?: number | undefined;
  /** Closes the catalog when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Receives problems that do not make a call fail. @default process.emitWarning */
  readonly onWarning?: ((warning: CatalogError) => void) | undefined;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Where snapshots outlive the process: any Keyv 5, or a store of `@distillable/catalog/file-store` without a Keyv. Values
 * are text and have no TTL: the catalog judges their age itself.
 */
export interface CatalogCache {
  /** The text that was last stored under `key`; undefined if there is none. */
  get(key: string): Promise<unknown>;
  /** `ttl` is 0: no expiry. Resolves to false if the value was not stored. */
  set(key: string, value: string, ttl: number): Promise<unknown>;
}

/**
 * Requests are repeated after 408, 429, 5xx, broken connections and bodies, and time-outs. The wait doubles each time,
 * with jitter. A `Retry-After` header replaces it; one of more than 30 seconds ends the attempts.
 */
export interface RetryOptions {
  /** Repetitions after the first attempt. @default 2 */
  readonly retries?: number | undefined;
  /** Milliseconds to wait before the first repetition. @default 500 */
  readonly minDelay?: number | undefined;
  /** Longest wait in milliseconds, except for `Retry-After`. @default 5_000 */
  readonly maxDelay?: number | undefined;
}

/** Checked options, with the defaults filled in. */
export interface CatalogSettings extends Omit<CatalogServer, 'dispatcher' | 'signal'> {
  readonly limits: FreshnessLimits;
}

/** The longest delay of Node's timers; a longer one would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

const retryRules: Readonly<Record<keyof RetryOptions, OptionRule>> = {
  retries: { min: 0 },
  minDelay: { min: 0 },
  maxDelay: { min: 0 },
};

const catalogRules: Readonly<Record<keyof CatalogOptions, OptionRule>> = {
  baseUrl: 'string',
  cache: { methods: ['get', 'set'], such: 'a Keyv' },
  ttl: { min: 0 },
  maxStale: { min: 0 },
  dispatcher: 'object or function',
  retry: { options: retryRules },
  timeout: { min: 1, max: maxTimerMs, isWhole: true },
  maxBytes: { min: 1, isWhole: true },
  signal: 'object',
  onWarning: 'function',
  now: 'function',
};

/** @throws TypeError if an option is unknown or invalid: its message names it */
export function readOptions(options: CatalogOptions): CatalogSettings {
  checkOptions('createCatalog', options, catalogRules);
  const { retries = 2, minDelay = 500, maxDelay = 5_000 } = options.retry ?? {};
  const ttl = options.ttl ?? defaultLimits.ttl;
  const maxStale = options.maxStale ?? Math.max(defaultLimits.maxStale, ttl);
  if (maxStale < ttl) throw new TypeError(`maxStale (${maxStale} ms) must be at least ttl (${ttl} ms).`);
  return {
    baseUrl: readBaseUrl(options.baseUrl),
    limits: Object.freeze({ ttl, maxStale }),
    retry: { retries, minDelay, maxDelay: Math.min(maxDelay, maxTimerMs) },
    timeout: options.timeout ?? 10_000,
    maxBytes: options.maxBytes ?? 33_554_432,
    now: options.now ?? Date.now,
    warn: options.onWarning ?? emitWarning,
  };
}

function emitWarning(warning: CatalogError): void {
  process.emitWarning(warning.message, { type: 'DistillableWarning', code: warning.code });
}

/** OpenRouter's own API. */
const openRouter = 'https://openrouter.ai/api/v1';

/**
 * Reads the base URL of an OpenRouter API; a slash at its end is removed.
 *
 * @param given @default the environment's `OPENROUTER_BASE_URL`, else 'https://openrouter.ai/api/v1'
 * @throws TypeError if it is not an http(s) URL, or has credentials, a query or a fragment. The message does not repeat
 * it: it may contain a password.
 */
export function readBaseUrl(given?: string): URL {
  const text = given ?? readEnvironment('OPENROUTER_BASE_URL') ?? openRouter;
  const name = given === undefined ? 'OPENROUTER_BASE_URL' : 'baseUrl';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new TypeError(`${name} must be an http or https URL, such as ${openRouter}.`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError(`${name} must not have a user name, a password, a query or a fragment.`);
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** The variables that OpenRouter's own SDK reads, and we with it. */
export type EnvironmentName = 'OPENROUTER_API_KEY' | 'OPENROUTER_BASE_URL';

/**
 * Reads a variable when it is needed; undefined where it is unset or blank, and where there is no environment, as in a
 * browser.
 *
 * @see `@openrouter/sdk` 1.3.19, lib/env.js
 */
export function readEnvironment(name: EnvironmentName): string | undefined {
  return globalThis.process?.env?.[name]?.trim() || undefined;
}
