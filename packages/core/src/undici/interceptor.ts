import { checkOptions } from '@distillable/catalog';
import type { Dispatcher } from 'undici';
import { type Guard, guardRule } from '../guard.js';
import { errorShape, openRequest } from '../send/open-request.js';
import {
  bytesOf,
  isArrayBuffer,
  isAsyncIterable,
  isBlob,
  isFormData,
  isSearchParams,
  type RequestBody,
  toBytes,
} from '../send/request-body.js';
import { pickHeadersToJudge, rewriteHeaders } from '../send/request-headers.js';
import { createTargetReader, type RequestTarget, reject, type TargetReader } from '../send/request-target.js';
import { GuardedHandler } from './guarded-handler.js';

/**
 * The guard as an interceptor of undici: `new Agent().compose(distillableInterceptor(guard))`. Whatever is sent through
 * that dispatcher is judged, rewritten and verified as `guard.fetch` does it; as the global dispatcher
 * (`setGlobalDispatcher`) that means all of undici and Node's own `fetch`. Then origins other than OpenRouter's and the
 * base URL's are rejected, unless `passThrough` lists them.
 *
 * A rejected request errors with `PolicyViolationError`; with `send: { rejected: 'respond' }` it has a 403 response.
 * Streams pass live and error with `UnverifiedResponseError`; other responses are held until they are verified. A
 * response that is encoded, although `identity` alone is asked for, can't be verified. Redirects are not followed.
 *
 * @throws TypeError for anything but a guard, and where an entry of its `passThrough` can't be read
 */
export function distillableInterceptor(guard: Guard): Dispatcher.DispatcherComposeInterceptor {
  checkOptions('distillableInterceptor', { guard }, { guard: guardRule }, ['guard']);
  const { send, onRejection } = guard.options;
  const readTarget = createTargetReader({ ...send, baseUrl: new URL(send.baseUrl) });
  return (dispatch) => (given, handler) => {
    // Read once: a getter may return something else the next time.
    const asked = { ...given };
    const headers = readHeaders(asked.headers);
    const { target, method, origin, path } = readDispatchTarget(asked, headers, readTarget);
    // For undici's redirect interceptor: it would send the body, and some keys, to the target of a redirect.
    const request = { ...asked, method, origin, path, headers: headers.flat(), maxRedirections: 0 };
    if (target.kind === 'pass') return dispatch(request, handler);
    const guarded = new GuardedHandler(handler, { shape: errorShape(target), rejected: send.rejected });
    const judge = async (): Promise<void> => {
      if (!guarded.start()) return;
      const toJudge = {
        target,
        headers: pickHeadersToJudge(headers),
        body: () => dispatchBody(request.body),
      };
      const call = await openRequest(toJudge, { ...guard, onRejection });
      // The response must be readable without decoding.
      const kept = headers.filter(([name]) => name !== 'accept-encoding');
      const passed = call.body === null ? kept : rewriteHeaders(kept, send);
      const sent = [...passed, ['accept-encoding', 'identity']].flat();
      const body = call.body ?? request.body ?? null;
      if (guarded.open(call)) dispatch({ ...request, headers: sent, body }, guarded);
    };
    judge().catch((error: unknown) => guarded.fail(error));
    // Before the request is judged, nothing says whether there is room for more.
    return true;
  };
}

/** The target of a request, and the method, origin and path to send it with: the same values that were read. */
interface DispatchTarget {
  readonly target: RequestTarget;
  readonly method: Dispatcher.HttpMethod;
  readonly origin: string;
  readonly path: string;
}

/** Reads the target of a request of undici. */
function readDispatchTarget(
  request: Dispatcher.DispatchOptions,
  headers: HeaderPairs,
  readTarget: TargetReader,
): DispatchTarget {
  const { method } = request;
  const path = String(request.path);
  const origin = String(request.origin ?? '');
  const opensChannel = method.toUpperCase() === 'CONNECT' || isUpgrade(request);
  const url = urlOf(origin, opensChannel && !path.startsWith('/') ? '/' : path);
  if (url === null) return { target: noPlace, method, origin, path };
  const target = readTarget({
    method: opensChannel ? 'CONNECT' : method,
    url,
    headers: pickHeadersToJudge(headers),
    hasBody: request.body !== undefined && request.body !== null,
  });
  if (opensChannel)
    return {
      target: target.kind === 'text' || target.kind === 'stored' ? noChannel : target,
      method,
      origin,
      path,
    };
  // Another spelling of the path than the one that was read might mean another place to the server.
  return { target, method, origin, path: `${url.pathname}${url.search}` };
}

function isUpgrade({ upgrade }: Dispatcher.DispatchOptions): boolean {
  return upgrade !== undefined && upgrade !== null && upgrade !== false;
}

/** Never resolved against the origin: `//other.example` and `https://other.example` are mere paths on the wire. */
function urlOf(origin: string, path: string): URL | null {
  if (!path.startsWith('/') || !URL.canParse(origin)) return null;
  const text = `${new URL(origin).origin}${path}`;
  return URL.canParse(text) ? new URL(text) : null;
}

const noPlace = reject(
  'ORIGIN_NOT_GUARDED',
  'The request does not say where it goes: compose the interceptor over an Agent, and give the path from its "/" on.',
);
const noChannel = reject(
  'ENDPOINT_UNKNOWN',
  'What passes through a tunnel or an upgraded connection is not judged: send a plain request.',
);

/** Names in lower case, each with one value. */
type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** Reads headers in every form that undici takes: names and values in turn, pairs, or an object. */
export function readHeaders(headers: Dispatcher.DispatchOptions['headers']): HeaderPairs {
  return entriesOf(headers).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((single) => single !== undefined && single !== null)
      .map((single) => [String(name).toLowerCase(), String(single)] as const),
  );
}

function entriesOf(headers: unknown): (readonly [unknown, unknown])[] {
  if (typeof headers !== 'object' || headers === null) return [];
  if (Array.isArray(headers) && !Array.isArray(headers[0])) return inTurn(headers);
  return isIterable<readonly [unknown, unknown]>(headers) ? [...headers] : Object.entries(headers);
}

function inTurn(headers: readonly unknown[]): (readonly [unknown, unknown])[] {
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]] as const] : []));
}

function isIterable<Item>(value: unknown): value is Iterable<Item> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** A body of undici's as one of `fetch`: undici takes plain iterables too, which `fetch` would take for text. */
function dispatchBody(body: unknown): RequestBody {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || isFormData(body) || isBlob(body) || isSearchParams(body)) return body;
  if (isArrayBuffer(body) || ArrayBuffer.isView(body)) return toBytes(body);
  if (isAsyncIterable(body) || isIterable<unknown>(body)) return bytesOf(body);
  throw new TypeError('The body is not of a kind that undici sends.');
}
