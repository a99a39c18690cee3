import { guardResponse } from './guard-response.js';
import { errorShape, type OpenOptions, openRequest, unlessAborted } from './open-request.js';
import { rejectionResponse } from './rejection.js';
import { rewriteHeaders } from './request-headers.js';
import { createTargetReader } from './request-target.js';
import type { Fetch, SendSettings } from './send-options.js';

/** A redirect would send the body, and some keys, to a place that was not judged. */
const direct = { redirect: 'manual' } as const;

/**
 * Creates a `fetch` that sends only what the guard allows.
 *
 * @throws TypeError where an entry of `passThrough` can't be read
 */
export function createGuardedFetch(options: OpenOptions, send: SendSettings['send']): Fetch {
  const readTarget = createTargetReader({ ...send, baseUrl: new URL(send.baseUrl) });
  return async (input, init) => {
    const { url, method, headers, body, signal, settings } = readFetchCall(input, init);
    const target = readTarget({ method, url, headers, hasBody: body !== null });
    // A stream, such as the body of a `Request`, needs `duplex`.
    const given = { duplex: 'half', ...settings, headers, body, ...direct } as const;
    if (target.kind === 'pass') return send.fetch(url.href, given);
    try {
      const opening = openRequest({ target, headers, body: () => body }, options);
      const call = await unlessAborted(opening, signal);
      // Node's fetch takes three times as long to read a list of headers.
      const rewritten = new Headers(rewriteHeaders(headers, send));
      const judged = { ...settings, headers: rewritten, body: call.body, ...direct };
      const response = await send.fetch(url.href, call.body === null ? given : judged);
      return await guardResponse(response, call.receive, signal);
    } catch (error) {
      const rejection = send.rejected === 'respond' ? rejectionResponse(error, errorShape(target)) : null;
      if (rejection === null) throw error;
      return rejection;
    }
  };
}

/** Anything that `fetch` takes as a body. */
type FetchBody = NonNullable<RequestInit['body']>;

/** The arguments of `fetch`, read once: a later change does not change the request that is sent. */
interface FetchCall {
  readonly url: URL;
  /** In capitals. */
  readonly method: string;
  readonly headers: Headers;
  readonly body: FetchBody | null;
  readonly signal: AbortSignal | null;
  /** Other options for sending, such as `keepalive`, `duplex` or Node's `dispatcher`. */
  readonly settings: RequestInit;
}

/**
 * Reads the arguments of `fetch` as `fetch` does: fields of `init` win over those of a `Request`. Each of them is read
 * once, because a getter may return something else the next time.
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
