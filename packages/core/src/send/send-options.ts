import type { OptionRule } from '@distillable/catalog';
import type { Receipt } from '../verify/receipt.js';
import type { PolicyViolationError } from './rejection.js';

/** A function that is called like the built-in `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** How a guard sends requests. */
export interface SendOptions {
  /**
   * Root of the API. OpenRouter's own hosts are guarded beside it.
   *
   * @default the catalog's, if it has one; else the environment's `OPENROUTER_BASE_URL`, else
   * 'https://openrouter.ai/api/v1'
   */
  readonly baseUrl?: string | undefined;
  /**
   * Sends the requests that are allowed. The interceptor does not use it.
   *
   * @default globalThis.fetch, looked up for each request
   */
  readonly fetch?: Fetch;
  /**
   * Further places that may be sent to without judging: paths (`/api/v1/audio/transcriptions`), origins (`https://example.com`),
   * or both in one. A path is compared as it is written; `{id}` in it stands for one segment. A path that is judged
   * stays so.
   *
   * @default []
   */
  readonly passThrough?: readonly string[];
  /**
   * Whether OpenRouter is asked to report how it routed (header `X-OpenRouter-Metadata: enabled`), which is verified
   * too.
   *
   * @default true
   */
  readonly metadata?: boolean;
  /**
   * What happens instead of a rejected request, and instead of a response that is not verified (a stream that has begun
   * errors in any case):
   * - `throw`: the promise rejects with `PolicyViolationError` or `UnverifiedResponseError`.
   * - `respond`: a response with status 403 (413 or 415 for a body that can't be read) in the error shape of its API, so that an SDK raises its ordinary error
   *   and does not try again.
   *
   * @default 'throw'
   */
  readonly rejected?: 'throw' | 'respond';
}

/** The settings of a guard for responses. */
export interface VerifyOptions {
  /**
   * What happens to a response that is not verified:
   * - `throw`: it is not handed out; a stream errors before its end.
   * - `warn`: it is handed out, with a warning on the console.
   *
   * @default 'throw'
   */
  readonly unverified?: 'throw' | 'warn';
  /**
   * The largest size of a response that is held until it is verified, or kept for its receipt; in bytes, unzipped. A
   * larger one is not handed out (`ANSWER_TOO_LARGE`), even with `warn`. Streams that only pass have no limit.
   *
   * @default 67_108_864 (64 MiB)
   */
  readonly maxBytes?: number;
}

/** The receipts that a guard writes. */
export interface ReceiptOptions {
  /**
   * Called with the receipt of every response to a judged request. The end of the response is held back until the
   * promise resolves; where it rejects, the response fails with that error.
   */
  readonly onReceipt?: (receipt: Receipt) => unknown;
  /** Whether receipts hold prompt and completion. @default false */
  readonly content?: boolean;
  /**
   * Whether receipts hold the SHA-256 of each completion's text, so that a row of a dataset can be matched with its
   * receipt. Every event of a stream is parsed for it; otherwise few are.
   *
   * @default false
   */
  readonly textHashes?: boolean;
}

/** How a guard sends, verifies and reports, with every default filled in. */
export interface SendSettings {
  /** How requests are sent. */
  readonly send: Required<Omit<SendOptions, 'baseUrl'>> & {
    /** Without `/` at the end. */
    readonly baseUrl: string;
  };
  /** What happens to responses. */
  readonly verify: Required<VerifyOptions>;
  /** Which receipts are written. */
  readonly receipts: Required<ReceiptOptions>;
  /** Called with the error of every request that `fetch` or the interceptor rejects. */
  readonly onRejection: (error: PolicyViolationError) => void;
}

/** The rules for the options of receipts. */
const receiptRules: OptionRule = {
  options: {
    onReceipt: 'function',
    content: 'boolean',
    textHashes: 'boolean',
  } satisfies Record<keyof ReceiptOptions, OptionRule>,
};

/** The rules for the options in groups. */
export const sendRules: Readonly<Record<'send' | 'verify' | 'receipts' | 'onRejection', OptionRule>> = {
  send: {
    options: {
      baseUrl: 'string',
      fetch: 'function',
      passThrough: { strings: null },
      metadata: 'boolean',
      rejected: { oneOf: ['throw', 'respond'] },
    } satisfies Record<keyof SendOptions, OptionRule>,
  },
  verify: {
    options: {
      unverified: { oneOf: ['throw', 'warn'] },
      maxBytes: { min: 1, isWhole: true },
    } satisfies Record<keyof VerifyOptions, OptionRule>,
  },
  receipts: receiptRules,
  onRejection: 'function',
};
