import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';
import { ProxyError } from './errors.js';

/** The header for the proxy's own token: `Authorization` is for the OpenRouter key. */
export const tokenHeader = 'x-distillable-token';

/** Who may use the proxy. */
export interface AdmissionRules {
  /** The names that `Host` may have, in lower case; null if only the token counts. */
  readonly hosts: ReadonlySet<string> | null;
  /** The value that `X-Distillable-Token` must have; null if none is needed. */
  readonly token: string | null;
}

/**
 * The rules for a listening address. Only names of this machine are accepted as `Host`: a web page could point a name of
 * its own at 127.0.0.1. An address that means every network card has no name to check, but needs a token.
 */
export function admissionRules(host: string, port: number, token: string | null): AdmissionRules {
  if (isWildcard(host)) return { hosts: null, token };
  const names = [
    'localhost',
    '127.0.0.1',
    '[::1]',
    isIPv6(host) ? `[${host.toLowerCase()}]` : host.toLowerCase(),
  ];
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return { hosts: new Set(hosts), token };
}

/** Whether a host name or address can be reached from this machine only: `localhost`, `127.…` or `::1`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Why a client may not use the proxy, whatever it asks for; null if it may. */
export function rejectClient(request: IncomingMessage, rules: AdmissionRules): ProxyError | null {
  if (request.httpVersion !== '1.1') {
    // Before 1.1 a response that breaks off looks like one that has ended.
    return new ProxyError('REQUEST_MALFORMED', 'Send HTTP/1.1.');
  }
  const { headers } = request;
  if (rules.hosts !== null && !(rules.hosts.has(headers.host?.toLowerCase() ?? '') && hasOneHost(request))) {
    const message = `The Host header must be one of ${[...rules.hosts].join(', ')}. Use one of these as the base URL's host.`;
    return new ProxyError('HOST_REFUSED', message);
  }
  // Browsers say where a request comes from; SDKs outside of browsers don't.
  if (headers.origin !== undefined || !isOwnSite(headers['sec-fetch-site'])) {
    return new ProxyError('ORIGIN_REFUSED', 'Web pages may not use this proxy.');
  }
  return null;
}

function isOwnSite(site: string | string[] | undefined): boolean {
  return site === undefined || site === 'none' || site === 'same-origin';
}

function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length === 1;
}

/** Why a request is rejected for its token; null if it is not. */
export function rejectToken({ headers }: IncomingMessage, { token }: AdmissionRules): ProxyError | null {
  const given = headers[tokenHeader];
  if (token === null || (typeof given === 'string' && isSame(given, token))) return null;
  return new ProxyError('TOKEN_REFUSED', `Send the proxy's token in the header ${tokenHeader}.`);
}

/** Takes equally long for any two tokens: hashes have one length. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
