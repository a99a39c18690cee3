import { readBaseUrl } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import { reject } from '../decide/decision.js';
import { type FetchCall, readFetchCall } from './fetch-call.js';
import { guardResponse } from './guard-response.js';
import { type CallContext, openCall } from './guarded-call.js';
import { readBody } from './read-body.js';
import { createTargetReader } from './read-target.js';
import { errorResponse, PolicyViolationError } from './refusal.js';
import { rewriteHeaders } from './request-headers.js';
import type { Fetch, SendOptions } from './send-options.js';
import { unlessAborted } from './unless-aborted.js';

/**
 * Makes a `fetch` that lets nothing out but what the guard allows.
 *
 * @throws TypeError where the base URL is none
 */
export function createGuardedFetch(context: CallContext, options: SendOptions): Fetch {
  const baseUrl = readBaseUrl(options.baseUrl);
  const readTarget = createTargetReader({ baseUrl, passThrough: options.passThrough ?? [] });
  // Looked up when a request is made: tests and tracers replace it.
  const send: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  async function sendText(call: FetchCall, endpoint: ApiShape): Promise<Response> {
    const reading = await unlessAborted(readBody(call.body, call.headers), call.signal);
    if ('violation' in reading) throw new PolicyViolationError(reject([reading.violation], [], null));
    const guarded = await unlessAborted(openCall(reading.value, endpoint, context, options), call.signal);
    const response = await send(call.url.href, {
      ...call.init,
      headers: rewriteHeaders(call.headers, { metadata: options.metadata !== false }),
      body: guarded.body,
      // A redirect would take the body, and some keys, to wherever it leads.
      redirect: 'manual',
    });
    return guardResponse(response, guarded, call.signal);
  }

  return async (input, init) => {
    const call = readFetchCall(input, init);
    const target = readTarget(call.method, call.url, call.headers);
    if (target.kind === 'pass') return send(input, init);
    try {
      if (target.kind === 'text') return await sendText(call, target.endpoint);
      throw new PolicyViolationError(reject([target.violation], [], null));
    } catch (error) {
      if (error instanceof PolicyViolationError) options.onRefusal?.(error);
      const endpoint = target.kind === 'text' ? target.endpoint : null;
      const response = options.onViolation === 'response' ? errorResponse(error, endpoint) : null;
      if (response === null) throw error;
      return response;
    }
  };
}
