import {
  type ApiShape,
  apiShapes,
  canonicalPath,
  createTargetReader,
  type StoredText,
  type Violation,
} from '@distillable/core';
import { ProxyError } from './errors.js';

/** The kind of a request, for the proxy. */
export type Route =
  | { readonly kind: 'health' | 'metrics' }
  | { readonly kind: 'models'; readonly query: URLSearchParams }
  /** To be judged, rewritten and verified; `path` is the upstream's documented one. */
  | { readonly kind: 'text'; readonly shape: ApiShape; readonly path: string }
  /** To be sent as it is; its response is verified. */
  | { readonly kind: 'stored'; readonly stored: StoredText; readonly path: string }
  | { readonly kind: 'pass'; readonly path: string }
  /** By the guard's rules. */
  | { readonly kind: 'rejected'; readonly violation: Violation }
  /** By the proxy's own rules. */
  | { readonly kind: 'failed'; readonly error: ProxyError };

/** The parts of a request that say what it asks for. */
export interface ReceivedHead {
  readonly method: string;
  /** The request target as it was sent. */
  readonly target: string;
  readonly headers: Headers;
  readonly hasBody: boolean;
}

/** Finds the kind of a request. */
export type Router = (head: ReceivedHead) => Route;

/**
 * Creates a router. OpenRouter's paths are under `/api/v1` and `/api/beta`; `/v1` is short for the first, so that the
 * base URL can look as clients of OpenAI and Anthropic expect it. Prefixes must be spelled like this; under them, the
 * paths that return text are recognized in any spelling, and sent to the documented one.
 */
export function createRouter(upstream: URL): Router {
  const root = upstream.pathname.replace(/\/+$/, '');
  const readTarget = createTargetReader({ baseUrl: upstream, passThrough: [] });

  return ({ method, target, headers, hasBody }) => {
    const local = readLocal(target);
    if (local === null)
      return failed('REQUEST_MALFORMED', 'The request target must be a path that starts with "/".');
    const isReading = method === 'GET' || method === 'HEAD';
    if (isReading && local.pathname === '/healthz') return { kind: 'health' };
    if (isReading && local.pathname === '/metrics') return { kind: 'metrics' };
    const mapped = mapPath(local.pathname, root);
    if (mapped === null) {
      return failed('PATH_UNKNOWN', 'There is nothing here. The API is at /api/v1, or /v1 for short.');
    }
    if (!methods.has(method)) return failed('METHOD_REFUSED', 'Send GET, HEAD, POST, PUT, PATCH or DELETE.');
    if (isReading && canonicalPath(mapped) === canonicalPath(`${root}/models`)) {
      return { kind: 'models', query: local.searchParams };
    }
    const url = new URL(upstream.origin + mapped + local.search);
    const found = readTarget({ method, url, headers, hasBody });
    if (found.kind === 'pass') return { kind: 'pass', path: mapped + local.search };
    if (found.kind === 'stored') return { ...found, path: mapped + local.search };
    const documented = documentedPath(found.shape, root, mapped);
    if (found.kind === 'rejected' && documented === undefined) {
      // The guard's own message advises an option that the proxy does not have.
      return { kind: 'rejected', violation: { ...found.violation, message: found.problem } };
    }
    if (found.kind === 'rejected' || documented === undefined || method !== 'POST')
      return failed('METHOD_REFUSED', 'Requests for text must be sent with POST.');
    return { ...found, path: documented + local.search };
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The documented path of an API shape, from another spelling of it. */
function documentedPath(shape: ApiShape | null, root: string, path: string): string | undefined {
  const paths = shape === null ? [] : apiShapes[shape].paths(root);
  return paths.find((documented) => canonicalPath(documented) === canonicalPath(path));
}

/** The upstream's path; null outside of the API. */
function mapPath(local: string, root: string): string | null {
  const places = [
    ['/v1/', root],
    ['/api/v1/', root],
    ['/api/beta/', root.replace(/\/v1$/i, '/beta')],
    ['/api/alpha/', root.replace(/\/v1$/i, '/alpha')],
  ] as const;
  for (const [prefix, place] of places) {
    if (!local.startsWith(prefix)) continue;
    const path = `${place}/${local.slice(prefix.length)}`;
    // An encoded `..` would lead some servers out of the API.
    return canonicalPath(path).startsWith(canonicalPath(`${place}/-`).slice(0, -1)) ? path : null;
  }
  return null;
}

/** Null for whole URLs and `*`, which ask for another server, or for none. */
function readLocal(target: string): URL | null {
  const text = `http://proxy.invalid${target}`;
  return target.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}

function failed(code: 'REQUEST_MALFORMED' | 'PATH_UNKNOWN' | 'METHOD_REFUSED', message: string): Route {
  return { kind: 'failed', error: new ProxyError(code, message) };
}
