import type { Receipt } from '../verify/receipt.js';
import type { PolicyViolationError } from './refusal.js';

/** A function that is called like the built-in `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** How requests are sent under guard. */
export interface SendOptions {
  /** Root of the API. OpenRouter's own hosts are guarded beside it. @default 'https://openrouter.ai/api/v1' */
  readonly baseUrl?: string | undefined;
  /** What really sends. @default globalThis.fetch, as it is when a request is made */
  readonly fetch?: Fetch;
  /**
   * What a refused request does: `reject` with a `PolicyViolationError`, or be answered with a 403 `response` in the
   * endpoint's own error shape, so that an SDK raises its ordinary error, and does not try again.
   *
   * @default 'reject'
   */
  readonly onViolation?: 'reject' | 'response';
  /**
   * What an answer does that is not verified: `error` (a stream errors before its end, anything else is not handed out
   * at all), or `warn` on the console and pass.
   *
   * @default 'error'
   */
  readonly onUnverified?: 'error' | 'warn';
  /** Asks OpenRouter to tell how it routed (header `X-OpenRouter-Metadata`), which verification reads. @default true */
  readonly metadata?: boolean;
  /**
   * What else may be sent without being judged: paths (`/api/v1/audio/transcriptions`), origins (`https://example.com`)
   * or both in one. An endpoint that is judged stays so.
   *
   * @default none
   */
  readonly passThrough?: readonly string[];
  /** Takes the receipt of every answer to a judged request. It is waited for before an answer's end is handed out. */
  readonly onReceipt?: (receipt: Receipt) => void | Promise<void>;
  /** Told of every request that is refused. */
  readonly onRefusal?: (error: PolicyViolationError) => void;
  /** Whether receipts hold prompts and completions. @default false */
  readonly receiptContent?: boolean;
  /**
   * Whether receipts hold the SHA-256 of each completion's text, so that a row of a dataset can be matched with them.
   * Every event of a stream must be parsed for it, which otherwise few are.
   *
   * @default false
   */
  readonly textHashes?: boolean;
}
