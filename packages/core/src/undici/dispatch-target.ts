import type { Dispatcher } from 'undici';
import type { RequestCode } from '../decision/decision.js';
import type { RequestTarget, TargetReader } from '../send/read-target.js';
import { type HeaderPairs, tellingHeaders } from './dispatch-headers.js';

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
  const target = readTarget(opensChannel ? 'CONNECT' : method, url, tellingHeaders(headers));
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
