import { type ApiShape, apiShapes, isApiShape } from '../api/index.js';
import type { RequestCode, Violation } from '../decide/decision.js';
import { originOf, readPassThrough } from './pass-through.js';
import { canonicalPath } from './paths.js';
import { methodOverrideHeaders } from './request-headers.js';
import { makesNoText } from './textless-paths.js';

/** What a request asks for, as far as its method, URL and headers say. */
export type RequestTarget =
  | {
      /** Text: to be judged, rewritten and verified. */
      readonly kind: 'text';
      /** That of its path. */
      readonly shape: ApiShape;
    }
  | {
      /** No text, or something that `passThrough` lists: to be sent as it is. */
      readonly kind: 'pass';
    }
  | {
      /** Not to be sent. */
      readonly kind: 'rejected';
      /** Why. */
      readonly violation: Violation;
    };

/** Options of {@link createTargetReader}. */
export interface TargetOptions {
  /** Root of the API. OpenRouter's own hosts are guarded beside it, each at `/api/v1`. */
  readonly baseUrl: URL;
  /** As in the guard's options. */
  readonly passThrough: readonly string[];
}

/** Says what a request asks for. */
export type TargetReader = (method: string, url: URL, headers: Headers) => RequestTarget;

/**
 * Creates a reader of targets. A path that makes text is recognised in any spelling; one that passes must be spelled as
 * documented. So a spelling that no one thought of is rejected.
 *
 * @throws TypeError where an entry of `passThrough` can't be read, or lists a guarded origin as a whole
 */
export function createTargetReader({ baseUrl, passThrough }: TargetOptions): TargetReader {
  const guarded = guardedOrigins(baseUrl);
  const isListed = readPassThrough(passThrough, (origin) => guarded.has(origin));
  return (method, url, headers) => {
    const origin = originOf(url);
    const place = guarded.get(origin);
    if (place === undefined) {
      return isListed(origin, url.pathname) ? pass : rejectOrigin(origin, [...guarded.keys()]);
    }
    if (url.username !== '' || url.password !== '') return rejectCredentials();
    const bodyMethods = requestMethods(method, headers).filter(mayCarryBody);
    if (bodyMethods.length === 0) return pass;
    const shape = place.shapes.get(canonicalPath(url.pathname));
    if (shape !== undefined) return { kind: 'text', shape };
    const roots = place.roots.filter((root) => url.pathname.startsWith(`${root}/`));
    const isTextless = (name: string): boolean =>
      roots.some((root) => makesNoText(name, url.pathname.slice(root.length)));
    const unknown = bodyMethods.find((name) => !isTextless(name));
    if (unknown === undefined || isListed(origin, url.pathname)) return pass;
    return rejectPath(unknown, url.pathname);
  };
}

const pass: RequestTarget = { kind: 'pass' };

function rejectPath(method: string, path: string): RequestTarget {
  return reject(
    'ENDPOINT_UNKNOWN',
    `${method} ${path} is neither judged nor known to make no text. To send it unjudged, list "${path}" in passThrough.`,
  );
}

function rejectOrigin(origin: string, guarded: readonly string[]): RequestTarget {
  return reject(
    'ORIGIN_NOT_GUARDED',
    `Requests to ${origin} are not judged; those to ${guarded.join(', ')} are. To send there unjudged, list "${origin}" in passThrough.`,
  );
}

function rejectCredentials(): RequestTarget {
  return reject('ORIGIN_NOT_GUARDED', 'The URL holds a user name or a password: take them out.');
}

function reject(code: RequestCode, message: string): RequestTarget {
  return { kind: 'rejected', violation: { path: '', code, message, alternatives: [] } };
}

/** What is guarded at an origin. */
interface GuardedOrigin {
  /** Paths of the API's roots as they are written, without `/` at the end. */
  readonly roots: readonly string[];
  /** What makes text, by its canonical path. */
  readonly shapes: ReadonlyMap<string, ApiShape>;
}

/** @see https://openrouter.ai/docs (regional hosts; read 2026-08-22) */
const openRouterOrigins = [
  'https://openrouter.ai',
  'https://eu.openrouter.ai',
  'https://us.openrouter.ai',
] as const;

/**
 * The origins whose requests are judged: OpenRouter's, and that of the base URL. Anthropic's SDK is given a base URL
 * without `/v1` and adds it by itself, so that is a root there too.
 */
function guardedOrigins(baseUrl: URL): ReadonlyMap<string, GuardedOrigin> {
  const roots = new Map<string, Set<string>>(
    openRouterOrigins.map((origin) => [origin, new Set(['/api/v1'])]),
  );
  const own = roots.get(originOf(baseUrl)) ?? new Set<string>();
  const root = baseUrl.pathname.replace(/\/+$/, '');
  own.add(root);
  if (!/\/v1$/i.test(root)) own.add(`${root}/v1`);
  roots.set(originOf(baseUrl), own);
  return new Map([...roots].map(([origin, paths]) => [origin, guardRoots([...paths])]));
}

function guardRoots(roots: readonly string[]): GuardedOrigin {
  const names = Object.keys(apiShapes).filter(isApiShape);
  const shapes = roots.flatMap((root) =>
    names.map((name) => [canonicalPath(apiShapes[name].path(root)), name] as const),
  );
  return { roots, shapes: new Map(shapes) };
}

/** Every method that a server could take a request to have, in upper case. */
function requestMethods(method: string, headers: Headers): readonly string[] {
  const overrides = methodOverrideHeaders.flatMap((name) => headers.get(name)?.split(',') ?? []);
  return [method, ...overrides.filter((override) => override.trim() !== '')].map((name) =>
    name.trim().toUpperCase(),
  );
}

const methodsWithoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Whether a method, in upper case, may carry the body that asks for text. */
function mayCarryBody(method: string): boolean {
  return !methodsWithoutBody.has(method);
}
