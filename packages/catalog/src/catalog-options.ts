import type { Keyv } from 'keyv';
import type { Options as RetryOptions } from 'p-retry';
import type { Dispatcher } from 'undici';
import type { CatalogError } from './errors.js';

/** Options of `createCatalog`. All are optional. */
export interface CatalogOptions {
  /**
   * Base URL of the API. `http:` or `https:`, without user name, password, query or fragment.
   *
   * @default 'https://openrouter.ai/api/v1'
   */
  readonly baseUrl?: string | undefined;
  /** Sent as `Authorization: Bearer …` to `baseUrl` only. The list is public: none is needed. Never cached or logged. */
  readonly apiKey?: string | undefined;
  /**
   * Any Keyv 5. `throwOnErrors` is switched on for it and its adapter, since a dead store would look like a miss otherwise. Entries
   * are written without a TTL: age is judged here. The catalog never disconnects it.
   *
   * @default a new Keyv in memory
   */
  readonly cache?: Keyv;
  /**
   * Milliseconds for which a snapshot is `fresh`: served without a look at the network.
   *
   * @default 3_600_000 (1 hour)
   */
  readonly ttl?: number;
  /**
   * Age in milliseconds up to which a snapshot is `stale`: served at once while one refresh runs behind it, and served
   * when that fails. Older is `expired`: never served. At least `ttl`.
   *
   * @default 86_400_000 (24 hours)
   */
  readonly maxStale?: number;
  /** The undici dispatcher to send through; stays the caller's to close. @default an own `Agent`, closed by `close()` */
  readonly dispatcher?: Dispatcher;
  /**
   * How failed requests are repeated (p-retry): 408, 429, 5xx, broken connections and time-outs; no other answer.
   * `Retry-After` is honoured up to 30 s; a longer one ends the attempts.
   *
   * @default { retries: 2, minTimeout: 500, maxTimeout: 5_000, factor: 2, randomize: true }
   */
  readonly retry?: Pick<RetryOptions, 'retries' | 'minTimeout' | 'maxTimeout' | 'factor' | 'randomize'>;
  /**
   * Milliseconds for one request, from connecting to the body's last byte.
   *
   * @default 10_000
   */
  readonly timeout?: number;
  /**
   * Largest answer in bytes, on the wire and unzipped, counted while it streams.
   *
   * @default 33_554_432 (32 MiB)
   */
  readonly maxBytes?: number;
  /** Ends the catalog as `close()` does. */
  readonly signal?: AbortSignal;
  /** Gets what went wrong without failing a call. @default process.emitWarning */
  readonly onWarning?: (warning: CatalogError) => void;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}
