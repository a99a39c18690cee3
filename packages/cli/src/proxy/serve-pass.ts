import type { ProxyContext } from './proxy-context.js';
import { ProxyError } from './proxy-error.js';
import { answerHeaders, requestHeaders } from './proxy-headers.js';
import { hasBody, passBytes } from './read-bytes.js';
import { upstreamError } from './upstream.js';
import type { Visit } from './visit.js';
import { writeChunk } from './write-chunk.js';

/** Sends on, unchanged, what makes no text, and its answer back. */
export async function servePass(visit: Visit, path: string, context: ProxyContext): Promise<void> {
  const { request, response, signal } = visit;
  const { method = '' } = request;
  const bringsBody = hasBody(request);
  if (bringsBody && !mayBring.has(method)) {
    throw new ProxyError('REQUEST_MALFORMED', `A ${method} has no body here.`);
  }
  const leave = await context.gate.enter(signal);
  try {
    const { statusCode, headers, body } = await context.upstream.send({
      method,
      path,
      headers: requestHeaders(request.rawHeaders, { apiKey: context.apiKey, isJudged: false }),
      body: bringsBody ? passBytes(visit, context.limits.requestBytes) : null,
      signal,
    });
    body.on('error', () => {});
    const { 'content-length': length } = headers;
    response.writeHead(statusCode, answerHeaders(headers, length?.toString()));
    try {
      const timeout = context.limits.readTimeout;
      for await (const chunk of body) await writeChunk(response, chunk, { signal, timeout });
    } catch (error) {
      throw signal.aborted ? error : upstreamError(error);
    }
    visit.outcome = 'passed';
    response.end();
  } finally {
    leave();
  }
}

const mayBring: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
