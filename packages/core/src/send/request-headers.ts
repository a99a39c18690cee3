/** Headers by which some servers and proxies take another method than the one that was sent. */
export const methodOverrideHeaders = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
] as const;

/** Headers by which some servers and proxies take another path than the one that was asked for. */
export const pathOverrideHeaders = ['x-original-url', 'x-rewrite-url', 'x-override-url'] as const;

const headersToJudge: ReadonlySet<string> = new Set([
  'content-type',
  'content-encoding',
  ...pathOverrideHeaders,
  ...methodOverrideHeaders,
]);

/**
 * The headers that say what a request asks for and how its body is written. Its key is not among them: the error about
 * an invalid header may quote it.
 */
export function pickHeadersToJudge(given: Iterable<readonly [name: string, value: string]>): Headers {
  const headers = new Headers();
  for (const [name, value] of given) {
    if (headersToJudge.has(name.toLowerCase())) headers.append(name, value);
  }
  return headers;
}

/**
 * Headers that describe the bytes of a body, and so are wrong once the body is rewritten. The digests are those of RFC
 * 9530 (`Content-Digest`, `Repr-Digest`), RFC 3230 (`Digest`) and RFC 1864 (`Content-MD5`).
 */
const describesBody: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'content-md5',
  'digest',
  'content-digest',
  'repr-digest',
]);

const metadataHeader = 'x-openrouter-metadata';

/**
 * The headers of a request whose body was rewritten as plain JSON. `content-length` is left to the client that sends.
 *
 * @param options `metadata`: whether OpenRouter is asked to report how it routed, where the request does not say so
 */
export function rewriteHeaders(
  given: Iterable<readonly [name: string, value: string]>,
  options: { readonly metadata: boolean },
): [name: string, value: string][] {
  const headers: [string, string][] = [];
  for (const [name, value] of given) {
    if (!describesBody.has(name.toLowerCase())) headers.push([name, value]);
  }
  headers.push(['content-type', 'application/json']);
  const isAsked = headers.some(([name]) => name.toLowerCase() === metadataHeader);
  if (options.metadata && !isAsked) headers.push([metadataHeader, 'enabled']);
  return headers;
}
