import type { IncomingMessage } from 'node:http';
import {
  methodOverrideHeaders,
  pickHeadersToJudge,
  type RawHeaders,
  rewriteHeaders,
} from '@distillable/core';
import { tokenHeader } from './admission.js';

/** Of one connection, not of the request. @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const connectionHeaders = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Headers that the upstream must not get, or that would be wrong there. */
const neverSent: ReadonlySet<string> = new Set([
  ...connectionHeaders,
  ...methodOverrideHeaders,
  'host',
  'expect',
  'cookie',
  'authorization',
  'x-api-key',
  tokenHeader,
]);

/** A key that stands for the proxy's own, for clients that insist on sending one. */
const ownKeyWord = 'distillable';

/** The facts that decide which headers a request is sent with. */
export interface HeaderSettings {
  /** The proxy's own key, for requests that bring none. */
  readonly apiKey: string | undefined;
  /** Whether the body was judged and rewritten, passes while the response is watched, or simply passes. */
  readonly body: 'judged' | 'watched' | 'passed';
}

/**
 * The headers to send upstream, names and values in turn. They have the caller's own key, or else the proxy's: never
 * both.
 */
export function requestHeaders(rawHeaders: readonly string[], { apiKey, body }: HeaderSettings): string[] {
  const pairs = pairsOf(rawHeaders);
  const listed = listedByConnection(pairs);
  const passed = pairs.filter(
    ([name]) => !neverSent.has(name) && !listed.has(name) && !/^(x-)?forwarded/.test(name),
  );
  const keys = pairs.filter(([name, value]) => isKey(name, value));
  if (keys.length === 0 && apiKey !== undefined) keys.push(['authorization', `Bearer ${apiKey}`]);
  // A compressed response could not be read, and the proxy's own key not be struck out of it.
  const asksEncoded = passed.some(([name]) => name === 'accept-encoding');
  if (body === 'passed' && (apiKey === undefined || !asksEncoded)) return [...passed, ...keys].flat();
  const readable = [...passed.filter(([name]) => name !== 'accept-encoding'), ...keys];
  const sent = body === 'judged' ? rewriteHeaders(readable, { metadata: true }) : readable;
  return [...sent, ['accept-encoding', 'identity']].flat();
}

function pairsOf(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    pairs.push([(rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

function listedByConnection(pairs: readonly (readonly [name: string, value: string])[]): ReadonlySet<string> {
  const listed = pairs.filter(([name]) => name === 'connection').flatMap(([, value]) => value.split(','));
  return new Set(listed.map((name) => name.trim().toLowerCase()));
}

function isKey(name: string, value: string): boolean {
  if (name !== 'authorization' && name !== 'x-api-key') return false;
  const key = value.replace(/^bearer(\s+|$)/i, '').trim();
  return key !== '' && key !== ownKeyWord;
}

/** What clients do not get: what is of the connection, sets state for the upstream's site, or is written by the proxy. */
const neverPassedOn: ReadonlySet<string> = new Set([
  ...connectionHeaders,
  'set-cookie',
  'alt-svc',
  'strict-transport-security',
  'content-length',
]);

/**
 * The headers of a response, without any that would open it to web pages.
 *
 * @param length of its body in bytes, where it is known
 */
export function responseHeaders(
  headers: RawHeaders,
  length?: number | string,
): Record<string, string | string[]> {
  const passed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || neverPassedOn.has(name) || name.startsWith('access-control-')) continue;
    passed[name] = value;
  }
  if (length !== undefined) passed['content-length'] = String(length);
  return passed;
}

/** The headers by which the request target and the body are read. */
export function headersToJudge({ headers }: Pick<IncomingMessage, 'headers'>): Headers {
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return pickHeadersToJudge(pairs);
}
