import type { Dispatcher } from 'undici';
import type { RequestCode } from '../decide/decision.js';
import {
  isArrayBuffer,
  isAsyncIterable,
  isBlob,
  isFormData,
  isSearchParams,
  type RequestBody,
  toBytes,
} from '../send/read-body.js';
import type { RequestTarget, TargetReader } from '../send/read-target.js';
import { pickHeadersToJudge, rewriteHeaders } from '../send/request-headers.js';

/** Where a request goes, and the path to send it to: the one that was read. */
export interface DispatchTarget {
  readonly target: RequestTarget;
  readonly path: string;
}

/** Tells what a request of undici's asks for. */
export function readDispatchTarget(
  request: Dispatcher.DispatchOptions,
  headers: HeaderPairs,
  readTarget: TargetReader,
): DispatchTarget {
  const { path, method } = request;
  const opensChannel = method.toUpperCase() === 'CONNECT' || isUpgrade(request);
  const url = opensChannel && !path.startsWith('/') ? urlOf(request, '/') : urlOf(request, path);
  if (url === null) return { target: noPlace, path };
  const target = readTarget(opensChannel ? 'CONNECT' : method, url, pickHeadersToJudge(headers));
  if (opensChannel) return { target: target.kind === 'text' ? noChannel : target, path };
  // Another spelling of the path than the one that was read might mean another place to the server.
  return { target, path: `${url.pathname}${url.search}` };
}

function isUpgrade({ upgrade }: Dispatcher.DispatchOptions): boolean {
  return upgrade !== undefined && upgrade !== null && upgrade !== false;
}

/** Never resolved against the origin: `//other.example` and `https://other.example` are mere paths on the wire. */
function urlOf({ origin }: Dispatcher.DispatchOptions, path: string): URL | null {
  const root = String(origin ?? '');
  if (!path.startsWith('/') || !URL.canParse(root)) return null;
  const text = `${new URL(root).origin}${path}`;
  return URL.canParse(text) ? new URL(text) : null;
}

const noPlace = refused(
  'ORIGIN_NOT_GUARDED',
  'The request does not tell where it goes: compose the interceptor over an Agent, and give the path from its "/" on.',
);
const noChannel = refused(
  'ENDPOINT_UNKNOWN',
  'What passes through a tunnel or an upgraded connection is not judged: send a plain request.',
);

function refused(code: RequestCode, message: string): RequestTarget {
  return { kind: 'refused', violation: { path: '', code, message, alternatives: [] } };
}

/** A body of undici's as one of `fetch`: undici takes plain iterables too, which `fetch` would take for text. */
export function dispatchBody(body: unknown): RequestBody {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || isFormData(body) || isBlob(body) || isSearchParams(body)) return body;
  if (isArrayBuffer(body) || ArrayBuffer.isView(body)) return toBytes(body);
  if (isAsyncIterable(body) || isIterable(body)) return bytesOf(body);
  throw new TypeError('The body is nothing that undici sends.');
}

async function* bytesOf(parts: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<Uint8Array, void> {
  for await (const part of parts) {
    const bytes = toBytes(part);
    if (bytes === null) throw new TypeError('A chunk of the body is neither bytes nor text.');
    yield bytes;
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** Names in lower case, each with one value. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** Reads headers in every form that undici takes: names and values in turn, pairs, or an object. */
export function readHeaders(headers: Dispatcher.DispatchOptions['headers']): HeaderPairs {
  return pairsOf(headers).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values
      .filter((single) => single !== undefined && single !== null)
      .map((single) => [name.toLowerCase(), String(single)] as const);
  });
}

function pairsOf(headers: Dispatcher.DispatchOptions['headers']): (readonly [string, unknown])[] {
  if (headers === null || headers === undefined) return [];
  if (Array.isArray(headers) && !Array.isArray(headers[0])) return inTurn(headers);
  if (isIterableOfDispatchHeaders(headers)) return [...headers].map(([name, value]) => [String(name), value]);
  return Object.entries(headers);
}

function inTurn(headers: readonly unknown[]): (readonly [string, unknown])[] {
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : [],
  );
}

function isIterableOfDispatchHeaders(headers: object): headers is Iterable<readonly [unknown, unknown]> {
  return Symbol.iterator in headers && typeof headers[Symbol.iterator] === 'function';
}

/** The headers of a judged request, names and values in turn. What comes back must be readable as it is. */
export function guardedHeaders(pairs: HeaderPairs, asksMetadata: boolean): string[] {
  const kept = pairs.filter(([name]) => name !== 'accept-encoding');
  return [...rewriteHeaders(kept, { metadata: asksMetadata }), ['accept-encoding', 'identity']].flat();
}
