import type { ApiShape, Violation } from '@distillable/core';
import { canonicalPath, createTargetReader, endpointPaths } from '@distillable/core';
import { ProxyError } from './proxy-error.js';

/** What a request asks the proxy for. */
export type Route =
  | { readonly kind: 'health' | 'metrics' }
  | { readonly kind: 'models'; readonly query: URLSearchParams }
  /** To be judged, rewritten and verified; `path` is the upstream's documented one. */
  | { readonly kind: 'text'; readonly endpoint: ApiShape; readonly path: string }
  | { readonly kind: 'pass'; readonly path: string }
  /** By the guard's rules. */
  | { readonly kind: 'refused'; readonly violation: Violation }
  /** By the proxy's own. */
  | { readonly kind: 'wrong'; readonly error: ProxyError };

/** Reads method, target as it came, and headers. */
export type Router = (method: string, target: string, headers: Headers) => Route;

/**
 * Creates a router. OpenRouter's paths lie under `/api/v1` and `/api/beta`; `/v1` is short for the first, so that the
 * base URL can look as clients of OpenAI and Anthropic expect it. Prefixes must be spelled like this; under them, text
 * endpoints are recognised in any spelling, and sent to the documented one.
 */
export function createRouter(upstream: URL): Router {
  const root = upstream.pathname.replace(/\/+$/, '');
  const beta = root.replace(/\/v1$/i, '/beta');
  const paths = endpointPaths(root);
  const readTarget = createTargetReader({ baseUrl: upstream, passThrough: [] });

  function mapPath(local: string): string | null {
    for (const [prefix, place] of [
      ['/v1/', root],
      ['/api/v1/', root],
      ['/api/beta/', beta],
    ] as const) {
      if (!local.startsWith(prefix)) continue;
      const path = `${place}/${local.slice(prefix.length)}`;
      // An encoded `..` would lead some servers out of the API.
      return canonicalPath(path).startsWith(canonicalPath(`${place}/-`).slice(0, -1)) ? path : null;
    }
    return null;
  }

  return (method, target, headers) => {
    const local = readLocal(target);
    if (local === null)
      return wrong('REQUEST_MALFORMED', 'Give the path alone as the target, from its "/" on.');
    const isReading = method === 'GET' || method === 'HEAD';
    if (isReading && local.pathname === '/healthz') return { kind: 'health' };
    if (isReading && local.pathname === '/metrics') return { kind: 'metrics' };
    const mapped = mapPath(local.pathname);
    if (mapped === null) {
      return wrong('PATH_UNKNOWN', 'There is nothing here. The API is at /api/v1, or /v1 for short.');
    }
    if (!methods.has(method)) return wrong('METHOD_REFUSED', 'Send GET, HEAD, POST, PUT, PATCH or DELETE.');
    if (isReading && canonicalPath(mapped) === canonicalPath(`${root}/models`)) {
      return { kind: 'models', query: local.searchParams };
    }
    const found = readTarget(method, new URL(upstream.origin + mapped + local.search), headers);
    if (found.kind === 'pass') return { kind: 'pass', path: mapped + local.search };
    if (found.kind === 'refused') {
      // There is nothing here that the request could be listed in.
      const message = `${method} ${local.pathname} is neither judged nor known to make no text, so it is not sent.`;
      return { kind: 'refused', violation: { ...found.violation, message } };
    }
    if (method !== 'POST') return wrong('METHOD_REFUSED', 'Text is asked for with POST.');
    return { ...found, path: paths[found.endpoint] + local.search };
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Null for whole URLs and `*`, which ask for another server, or none. */
function readLocal(target: string): URL | null {
  const text = `http://proxy.invalid${target}`;
  return target.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}

function wrong(...problem: ConstructorParameters<typeof ProxyError>): Route {
  return { kind: 'wrong', error: new ProxyError(...problem) };
}
