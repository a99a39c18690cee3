import { setTimeout as wait } from 'node:timers/promises';
import { type OptionRule, parseRetryAfter, reasonOf } from '@distillable/catalog';
import { unreadable } from '../../audit-error.js';

/** How the Hub is reached. */
export interface HubOptions {
  /** Base URL of the Hub, as in `HF_ENDPOINT`. @default https://huggingface.co */
  readonly endpoint?: string | undefined;
  /** A token for gated and private datasets, as in `HF_TOKEN`. It is sent to `endpoint` alone. @default none */
  readonly token?: string | undefined;
  /** Sends the requests. Redirects must not be followed: it is called with `redirect: 'manual'`. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Attempts after the first, of each request. @default 4 */
  readonly retries?: number | undefined;
  /** Milliseconds before the second attempt; each later wait is twice as long. @default 500 */
  readonly retryDelayMs?: number | undefined;
}

/** The rules for the options. */
export const hubRules: Readonly<Record<keyof HubOptions, OptionRule>> = {
  endpoint: 'string',
  token: 'string',
  fetch: 'function',
  retries: { min: 0, isWhole: true },
  retryDelayMs: { min: 0 },
};

/** Sends requests to the Hub. */
export interface HubClient {
  readonly endpoint: string;
  /** @throws AuditError `INPUT_UNREADABLE` */
  readonly json: (
    path: string,
    input: string,
  ) => Promise<{ readonly value: unknown; readonly next: string | null }>;
  /** Reads the first bytes of a text; null if there is no such file. @throws AuditError `INPUT_UNREADABLE` */
  readonly text: (path: string, maxBytes: number, input: string) => Promise<string | null>;
  /** Reads a range of bytes, `end` not included. @throws AuditError `INPUT_UNREADABLE` */
  readonly range: (url: string, range: ByteRange, input: string) => Promise<RangeResponse>;
}

/** Bytes of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A part of a file. */
export interface RangeResponse {
  readonly bytes: ArrayBuffer;
  /** Of the whole file. */
  readonly size: number;
  /** Changes with the file; null where the server gives none. */
  readonly etag: string | null;
}

/** The Hub redirects to storage, and renamed datasets to their new name. */
const maxRedirects = 5;
/** If a server asks for a longer wait, there is no other attempt. */
const maxRetryAfterMs = 60_000;

export function createHubClient(options: HubOptions): HubClient {
  const endpoint = (options.endpoint ?? 'https://huggingface.co').replace(/\/+$/, '');
  const { origin } = new URL(endpoint);
  const { token, retries = 4, retryDelayMs = 500, fetch = globalThis.fetch } = options;

  const sendOnce = async (url: string, headers: Readonly<Record<string, string>>): Promise<Response> => {
    let target = new URL(url);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      // Storage hosts have their own signature in the address, and must never see the token.
      const own = token !== undefined && target.origin === origin ? { authorization: `Bearer ${token}` } : {};
      const response = await fetch(target, { headers: { ...headers, ...own }, redirect: 'manual' });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return response;
      await response.body?.cancel();
      target = new URL(location, target);
    }
    throw new Error('it redirects in a circle');
  };
  /** Repeats what may pass: broken connections, too many requests, failures of the server. */
  const send = async <Result>(
    url: string,
    headers: Readonly<Record<string, string>>,
    input: string,
    read: (response: Response) => Promise<Result>,
    isFine = ({ ok }: Response): boolean => ok,
  ): Promise<Result> => {
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= retries;
      let delay = retryDelayMs * 2 ** attempt;
      try {
        const response = await sendOnce(url, headers);
        if (isFine(response)) return await read(response);
        await response.body?.cancel();
        const problem = describeStatus(response.status, token !== undefined);
        const asked = parseRetryAfter(response.headers.get('retry-after'), Date.now());
        const isTooLong = (asked ?? 0) > maxRetryAfterMs;
        if (!mayPass(response.status) || isLast || isTooLong) throw unreadable(input, problem);
        delay = asked ?? delay;
      } catch (cause) {
        if (isLast || !isPassing(cause)) throw isPassing(cause) ? unreadable(input, reasonOf(cause)) : cause;
      }
      await wait(delay);
    }
  };
  return {
    endpoint,
    json: (path, input) =>
      send(new URL(path, `${endpoint}/`).href, { accept: 'application/json' }, input, async (response) => ({
        value: await response.json(),
        next: nextPage(response.headers.get('link'), endpoint),
      })),
    text: (path, maxBytes, input) =>
      send(
        new URL(path, `${endpoint}/`).href,
        {},
        input,
        (response) => readStart(response, maxBytes),
        ({ ok, status }) => ok || status === 404,
      ),
    range: (url, { start, end }, input) =>
      send(url, { range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' }, input, (response) =>
        readRange(response, { start, end }, input),
      ),
  };
}

async function readStart(response: Response, maxBytes: number): Promise<string | null> {
  const { body, status } = response;
  if (status === 404 || body === null) {
    await body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, maxBytes);
}

async function readRange(
  response: Response,
  { start, end }: ByteRange,
  input: string,
): Promise<RangeResponse> {
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (response.status !== 206 || Number(from) !== start || total === undefined) {
    await response.body?.cancel();
    throw unreadable(
      input,
      'the server sends whole files only, and parts of them are needed. Download it first',
    );
  }
  const bytes = await response.arrayBuffer();
  const size = Number(total);
  // A connection that ends early is read again.
  if (bytes.byteLength !== Math.min(end, size) - start) throw new TypeError('the response was cut off');
  return { bytes, size, etag: response.headers.get('etag') };
}

function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** `fetch` reports broken connections as a TypeError; JSON that was cut off is a SyntaxError. */
function isPassing(cause: unknown): boolean {
  return cause instanceof TypeError || cause instanceof SyntaxError;
}

function describeStatus(status: number, hasToken: boolean): string {
  switch (status) {
    case 401:
      return hasToken
        ? 'the token (HF_TOKEN) was rejected, or there is no such dataset'
        : 'there is no such dataset, or it needs a token: set HF_TOKEN';
    case 403:
      return 'the dataset is gated: accept its terms on its page, and set HF_TOKEN';
    case 404:
      return 'there is no such dataset, revision, config or split';
    case 429:
      return 'the Hub limits the number of requests (status 429). Try again later, or set HF_TOKEN';
    default:
      return `the Hub responded with status ${status}`;
  }
}

function nextPage(link: string | null, endpoint: string): string | null {
  const [, url] = /<([^>]+)>\s*;\s*rel="next"/.exec(link ?? '') ?? [];
  if (url === undefined) return null;
  const { origin, pathname, search } = new URL(url, endpoint);
  // The token would go with it.
  return origin === new URL(endpoint).origin ? `${pathname}${search}` : null;
}
