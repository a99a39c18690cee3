/** Whatever `fetch` takes as a body. */
export type FetchBody = NonNullable<RequestInit['body']>;

/** What `fetch` was called with, read once: whatever changes later does not change what is sent. */
export interface FetchCall {
  readonly url: URL;
  /** In capitals. */
  readonly method: string;
  readonly headers: Headers;
  readonly body: FetchBody | null;
  readonly signal: AbortSignal | null;
  /** What else to send with, such as `keepalive`, `duplex` or Node's `dispatcher`. */
  readonly settings: RequestInit;
}

/**
 * Reads the arguments of `fetch` as `fetch` does: what `init` has wins over what a `Request` has. Each of them is read
 * once, for a getter may return something else the next time.
 *
 * @throws TypeError where there is no absolute URL
 */
export function readFetchCall(input: string | URL | Request, init: RequestInit = {}): FetchCall {
  const request = isRequest(input) ? input : null;
  const url = new URL(isRequest(input) ? input.url : String(input));
  const { method: givenMethod, headers: givenHeaders, body: givenBody, signal: givenSignal } = init;
  const method = String(givenMethod ?? request?.method ?? 'GET').toUpperCase();
  // As a list: with nock (14) installed, a copy of a cloned request's `Headers` would come out empty, key and all.
  const headers = new Headers(givenHeaders ?? [...(request?.headers ?? [])]);
  const body = givenBody ?? request?.body ?? null;
  const signal = givenSignal === undefined ? (request?.signal ?? null) : givenSignal;
  return {
    url,
    method,
    headers,
    body,
    signal,
    settings: { ...settingsOf(request), ...init, method, signal },
  };
}

/** A `Request` of any realm or library: `instanceof` would miss those of another copy. */
function isRequest(input: string | URL | Request): input is Request {
  return typeof input === 'object' && 'url' in input;
}

function settingsOf(request: Request | null): RequestInit {
  if (request === null) return {};
  const { credentials, integrity, keepalive, mode, referrer, referrerPolicy } = request;
  return { credentials, integrity, keepalive, mode, referrer, referrerPolicy };
}
