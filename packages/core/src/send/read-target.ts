import type { ApiShape } from '../api/index.js';
import type { RequestCode, Violation } from '../decide/decision.js';
import { canonicalPath, compilePathTemplate } from './paths.js';
import { methodOverrideHeaders } from './request-headers.js';
import { makesNoText } from './textless-endpoints.js';

/** What a request asks for, as far as its method, URL and headers tell. */
export type RequestTarget =
  /** Text: to be judged, rewritten and verified. */
  | { readonly kind: 'text'; readonly endpoint: ApiShape }
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

/** What is guarded at an origin. */
interface GuardedOrigin {
  /** Where the API stands, without `/` at the end, as it is written. */
  readonly roots: readonly string[];
  /** What makes text, by its canonical path. */
  readonly textEndpoints: ReadonlyMap<string, ApiShape>;
}

const openRouterOrigins = [
  'https://openrouter.ai',
  'https://eu.openrouter.ai',
  'https://us.openrouter.ai',
] as const;

/** @see https://openrouter.ai/docs/api-reference (read 2026-08-22) */
const textPaths: readonly (readonly [path: string, endpoint: ApiShape])[] = [
  ['/chat/completions', 'chat'],
  ['/completions', 'completions'],
  ['/responses', 'responses'],
  ['/messages', 'messages'],
];

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
  if (!endsInVersion.test(root)) own.add(`${root}/v1`);
  roots.set(originOf(baseUrl), own);
  return new Map([...roots].map(([origin, paths]) => [origin, guardRoots([...paths])]));
}

function guardRoots(roots: readonly string[]): GuardedOrigin {
  const textEndpoints = roots.flatMap((root) => [
    ...textPaths.map(([path, endpoint]) => [canonicalPath(root + path), endpoint] as const),
    [canonicalPath(`${root.replace(endsInVersion, '/beta')}/batches`), 'batch'] as const,
  ]);
  return { roots, textEndpoints: new Map(textEndpoints) };
}

const endsInVersion = /\/v1$/i;

/** Scheme, host and port. `URL.origin` would see the host of a page in a `blob:` URL. */
function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}

/** Whether the user lists a place, so that requests to it go out without being judged. */
type PassThrough = (origin: string, path: string) => boolean;

/**
 * Reads what the user lists: paths (of guarded origins), origins, or both in one. `{id}` in a path stands for one
 * segment.
 *
 * @throws TypeError where an entry is none of these, or lists a guarded origin as a whole
 */
function readPassThrough(entries: readonly string[], isGuarded: (origin: string) => boolean): PassThrough {
  const rules = entries.map((entry) => readEntry(entry, isGuarded));
  return (origin, path) => rules.some((admits) => admits(origin, path));
}

function readEntry(entry: string, isGuarded: (origin: string) => boolean): PassThrough {
  const { origin, path } = splitEntry(entry);
  const matches = path === null ? () => true : compilePathTemplate(path);
  if (origin === null) return (asked, askedPath) => isGuarded(asked) && matches(askedPath);
  if (path === null && isGuarded(origin)) {
    throw new TypeError(
      `passThrough: ${JSON.stringify(entry)} is guarded, so it can't pass as a whole: list its paths.`,
    );
  }
  return (asked, askedPath) => asked === origin && matches(askedPath);
}

interface Entry {
  readonly origin: string | null;
  readonly path: string | null;
}

function splitEntry(entry: string): Entry {
  const parts = /^(?<start>https?:\/\/[^/\\?#@]+)?(?<path>\/[^?#]*)?$/i.exec(entry)?.groups;
  const { start, path } = parts ?? {};
  if (start === undefined) {
    if (path === undefined) throw unreadable(entry);
    return { origin: null, path };
  }
  if (!URL.canParse(start)) throw unreadable(entry);
  return { origin: originOf(new URL(start)), path: path === undefined || path === '/' ? null : path };
}

function unreadable(entry: string): TypeError {
  return new TypeError(
    `passThrough: ${JSON.stringify(entry)} is neither a path ("/api/v1/audio/transcriptions"), nor an origin ("https://example.com"), nor both in one.`,
  );
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

/**
 * The documented path of each text endpoint.
 *
 * @param root path of the API's root, without `/` at the end
 * @see https://openrouter.ai/docs/api-reference (read 2026-08-22): batches lie beside `/v1`, under `/beta`
 */
export function endpointPaths(root: string): Readonly<Record<ApiShape, string>> {
  return {
    chat: `${root}/chat/completions`,
    completions: `${root}/completions`,
    responses: `${root}/responses`,
    messages: `${root}/messages`,
    batch: `${root.replace(/\/v1$/i, '/beta')}/batches`,
  };
}
