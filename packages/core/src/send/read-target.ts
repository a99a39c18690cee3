import type { RequestCode, Violation } from '../decision/decision.js';
import type { Endpoint } from '../references/split-batch.js';
import { canonicalPath } from './canonical-path.js';
import { guardedOrigins, originOf } from './guarded-origins.js';
import { readPassThrough } from './pass-through.js';
import { mayCarryBody, requestMethods } from './request-methods.js';
import { makesNoText } from './textless-endpoints.js';

/** What a request asks for, as far as its method, URL and headers tell. */
export type RequestTarget =
  /** Text: to be judged, rewritten and verified. */
  | { readonly kind: 'text'; readonly endpoint: Endpoint }
  /** No text, or something that the user lists: to be sent as it is. */
  | { readonly kind: 'pass' }
  /** Not to be sent. */
  | { readonly kind: 'refused'; readonly violation: Violation };

/** What {@link createTargetReader} goes by. */
export interface TargetRules {
  /** Root of the API. OpenRouter's own hosts are guarded beside it, each at `/api/v1`. */
  readonly baseUrl: URL;
  /**
   * What else may be sent without being judged: paths of guarded origins (`/api/v1/audio/transcriptions`), other
   * origins (`https://example.com`) or both in one. A path is compared as it is written; `{id}` in it stands for one
   * segment. A known text endpoint of a guarded origin is judged all the same.
   */
  readonly passThrough: readonly string[];
}

/** Tells what a request asks for. */
export type TargetReader = (method: string, url: URL, headers: Headers) => RequestTarget;

/**
 * Creates a reader of targets. Text endpoints are recognised in any spelling; what is to pass must be spelled as
 * documented. So a spelling that nobody thought of is refused.
 *
 * @throws TypeError where an entry of `passThrough` can't be read, or lists a guarded origin as a whole
 */
export function createTargetReader({ baseUrl, passThrough }: TargetRules): TargetReader {
  const guarded = guardedOrigins(baseUrl);
  const isListed = readPassThrough(passThrough, (origin) => guarded.has(origin));
  return (method, url, headers) => {
    const origin = originOf(url);
    const place = guarded.get(origin);
    if (place === undefined) {
      return isListed(origin, url.pathname) ? pass : refuseOrigin(origin, [...guarded.keys()]);
    }
    if (url.username !== '' || url.password !== '') return refuseCredentials();
    const bodyMethods = requestMethods(method, headers).filter(mayCarryBody);
    if (bodyMethods.length === 0) return pass;
    const endpoint = place.textEndpoints.get(canonicalPath(url.pathname));
    if (endpoint !== undefined) return { kind: 'text', endpoint };
    const paths = place.roots.filter((root) => url.pathname.startsWith(`${root}/`));
    const isTextless = (name: string): boolean =>
      paths.some((root) => makesNoText(name, url.pathname.slice(root.length)));
    const unknown = bodyMethods.find((name) => !isTextless(name));
    if (unknown === undefined || isListed(origin, url.pathname)) return pass;
    return refuseEndpoint(unknown, url.pathname);
  };
}

const pass: RequestTarget = { kind: 'pass' };

function refuseEndpoint(method: string, path: string): RequestTarget {
  return refuse(
    'ENDPOINT_UNKNOWN',
    `${method} ${path} is neither judged nor known to make no text. To send it unjudged, list "${path}" in passThrough.`,
  );
}

function refuseOrigin(origin: string, guarded: readonly string[]): RequestTarget {
  return refuse(
    'ORIGIN_NOT_GUARDED',
    `Requests to ${origin} are not judged; those to ${guarded.join(', ')} are. To send there unjudged, list "${origin}" in passThrough.`,
  );
}

function refuseCredentials(): RequestTarget {
  return refuse('ORIGIN_NOT_GUARDED', 'The URL holds a user name or a password: take them out.');
}

function refuse(code: RequestCode, message: string): RequestTarget {
  return { kind: 'refused', violation: { path: '', code, message, alternatives: [] } };
}
