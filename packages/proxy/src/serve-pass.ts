import type { ProxyContext } from './context.js';
import { decodeResponse } from './decode-response.js';
import { ProxyError } from './errors.js';
import type { Exchange } from './exchange.js';
import { requestHeaders, responseHeaders } from './headers.js';
import { passOn } from './pass-on.js';
import { hasBody, passBytes } from './request-body.js';
import { upstreamError } from './upstream.js';

/** Passes on, unchanged, a request that does not ask for text, and its response. */
export async function servePass(exchange: Exchange, path: string, context: ProxyContext): Promise<void> {
  const { request, response, signal } = exchange;
  const { method = '' } = request;
  const hasOwnBody = hasBody(request);
  if (hasOwnBody && !methodsWithBody.has(method)) {
    throw new ProxyError('REQUEST_MALFORMED', `A ${method} has no body here.`);
  }
  const leave = await context.gate.enter(signal);
  try {
    const data = await context.upstream.send({
      method,
      path,
      headers: requestHeaders(request.rawHeaders, { apiKey: context.apiKey, body: 'passed' }),
      body: hasOwnBody ? passBytes(exchange, context.limits.maxRequestBytes) : null,
      signal,
    });
    const isUnchanged = method === 'HEAD' || context.apiKey === undefined;
    const { statusCode, headers, body } = isUnchanged ? data : decodeResponse(data);
    const { 'content-length': length } = headers;
    response.writeHead(statusCode, responseHeaders(headers, length?.toString()));
    const { clientTimeoutMs } = context.limits;
    const struck = context.striker.openBody();
    const inspect = (chunk: Buffer): Buffer => struck.push(chunk);
    await passOn(body, exchange, { inspect, clientTimeoutMs }).catch((error: unknown) => {
      throw signal.aborted ? error : upstreamError(error);
    });
    exchange.outcome = 'passed';
    response.end(struck.end());
  } finally {
    leave();
  }
}

const methodsWithBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
