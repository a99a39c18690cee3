import type { AnswerHeaders } from '@distillable/core';
import { tokenHeader } from './admission.js';

/** Of one connection, not of the request. @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const ofConnection = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te'],
  ...['trailer', 'transfer-encoding', 'upgrade'],
];

/** What the next hop has no business with, or what would be wrong there. */
const neverSent: ReadonlySet<string> = new Set([
  ...ofConnection,
  ...['host', 'expect', 'cookie', 'authorization', 'x-api-key', tokenHeader],
  ...['x-http-method-override', 'x-http-method', 'x-method-override'],
]);

/** What the body was made of no longer holds once it is rewritten; and its answer must be readable as it is. */
const ofBody: ReadonlySet<string> = new Set([
  ...['content-length', 'content-encoding', 'content-type', 'content-md5', 'accept-encoding'],
  ...['digest', 'content-digest', 'repr-digest'],
]);

/** A key that says: take yours. Clients that insist on a key can be given it. */
export const ownKeyWord = 'distillable';

/** What a request is sent with. */
export interface HeaderSettings {
  /** The proxy's own key, for requests that bring none. */
  readonly apiKey: string | undefined;
  /** Whether the body was judged and written anew. */
  readonly isJudged: boolean;
}

/**
 * The headers to send on, names and values in turn. The caller's own key goes with them, or else the proxy's: never
 * both.
 */
export function requestHeaders(
  rawHeaders: readonly string[],
  { apiKey, isJudged }: HeaderSettings,
): string[] {
  const pairs = pairsOf(rawHeaders);
  const listed = listedByConnection(pairs);
  const sent: string[] = [];
  const keys: string[] = [];
  let hasMetadata = false;
  for (const [name, value] of pairs) {
    if (isKey(name, value)) keys.push(name, value);
    if (neverSent.has(name) || listed.has(name) || /^(x-)?forwarded/.test(name)) continue;
    if (isJudged && ofBody.has(name)) continue;
    if (name === metadataHeader) hasMetadata = true;
    sent.push(name, value);
  }
  if (keys.length > 0) sent.push(...keys);
  else if (apiKey !== undefined) sent.push('authorization', `Bearer ${apiKey}`);
  if (!isJudged) return sent;
  if (!hasMetadata) sent.push(metadataHeader, 'enabled');
  sent.push('content-type', 'application/json', 'accept-encoding', 'identity');
  return sent;
}

const metadataHeader = 'x-openrouter-metadata';

function pairsOf(rawHeaders: readonly string[]): (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
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

/** What is not handed on of an answer: what is of its connection, opens it to web pages, or is of the upstream's site. */
const neverAnswered: ReadonlySet<string> = new Set([
  ...ofConnection,
  ...['set-cookie', 'alt-svc', 'strict-transport-security', 'content-length'],
]);

/** The headers of an answer. @param length of its body in bytes, where it is known */
export function answerHeaders(
  headers: AnswerHeaders,
  length?: number | string,
): Record<string, string | string[]> {
  const answered: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || neverAnswered.has(name) || name.startsWith('access-control-')) continue;
    answered[name] = value;
  }
  if (length !== undefined) answered['content-length'] = String(length);
  return answered;
}

/** What target and body are read by. The key is not in it: an error about a header may quote its value. */
export function tellingHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const told = new Headers();
  for (const name of telling) {
    const value = headers[name];
    if (value !== undefined) told.set(name, String(value));
  }
  return told;
}

const telling = [
  ...['content-type', 'content-encoding'],
  ...['x-http-method-override', 'x-http-method', 'x-method-override'],
] as const;
