import type { Dispatcher } from 'undici';
import type { Guard } from '../guard/create-guard.js';

/** The key, or what gives it, asked before each request is sent. */
export type ApiKey = string | (() => string | Promise<string>);

/** Options of {@link createClient}. */
export interface ClientOptions {
  /** OpenRouter's key. It goes to the origin of `baseUrl` alone, and into no error, log or receipt. */
  readonly apiKey: ApiKey;
  /** Judges what is sent and verifies what comes back; its own options for sending hold here too, but for `fetch`. */
  readonly guard: Guard;
  /** What connects. @default undici's global dispatcher, as it is when a request is made */
  readonly dispatcher?: Dispatcher;
  /** Root of the API. @default the guard's, or else 'https://openrouter.ai/api/v1' */
  readonly baseUrl?: string;
  /**
   * Milliseconds that one attempt may take: all of an answer; for a streamed one its headers, and then each pause
   * between two chunks.
   *
   * @default 600_000 (10 minutes)
   */
  readonly timeout?: number;
  /** How often a request is sent again where that can help. @default 2 */
  readonly retries?: number;
  /**
   * Milliseconds before the first repetition; each further one waits twice as long, and each up to half as long again,
   * at random. A server that says when to come back is obeyed instead.
   *
   * @default 500
   */
  readonly retryDelay?: number;
  /** Milliseconds: a server that asks for a longer wait is not waited for; the error tells. @default 30_000 */
  readonly maxRetryAfter?: number;
  /** Name of your application (header `X-OpenRouter-Title`). */
  readonly title?: string;
  /** Address of your application (header `HTTP-Referer`). */
  readonly referer?: string;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** From 0 up to, but not, 1. @default Math.random */
  readonly random?: () => number;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, instead of the client's. */
  readonly timeout?: number | undefined;
  /** Further headers. Those by which the body is read, and the key's, are the client's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
