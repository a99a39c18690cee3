import { readFetchCall } from './fetch-call.js';
import { guardResponse } from './guard-response.js';
import { errorShape, type OpenOptions, openRequest } from './open-request.js';
import { rejectionResponse } from './rejection.js';
import { rewriteHeaders } from './request-headers.js';
import { createTargetReader } from './request-target.js';
import type { Fetch, SendSettings } from './send-options.js';
import { unlessAborted } from './unless-aborted.js';

/** A redirect would take the body, and some keys, to a place that was not judged. */
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
      const judged = { ...settings, headers: rewriteHeaders(headers, send), body: call.body, ...direct };
      const response = await send.fetch(url.href, call.body === null ? given : judged);
      return await guardResponse(response, call.receive, signal);
    } catch (error) {
      const rejection = send.rejected === 'respond' ? rejectionResponse(error, errorShape(target)) : null;
      if (rejection === null) throw error;
      return rejection;
    }
  };
}
