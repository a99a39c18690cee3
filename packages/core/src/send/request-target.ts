import { type ApiShape, apiShapes, isApiShape } from '../api/index.js';
import type { RequestCode, Violation } from '../decide/decision.js';
import {
  compileStoredPaths,
  makesNoText,
  type StoredPathReader,
  type StoredText,
} from './documented-paths.js';
import { canonicalPath, originOf, readPassThrough } from './paths.js';
import { methodOverrideHeaders, pathOverrideHeaders } from './request-headers.js';

/** The parts of a request that say what it asks for. */
export interface RequestHead {
  /** In any spelling. */
  readonly method: string;
  /** Absolute. */
  readonly url: URL;
  /** Those of {@link pickHeadersToJudge} at least. */
  readonly headers: Headers;
  /** Whether it has a body, also an empty one. */
  readonly hasBody: boolean;
}

/** The kind of a request, by its method, URL and headers. */
export type RequestTarget =
  | {
      /** Text: to be judged, rewritten and verified. */
      readonly kind: 'text';
      /** That of its path. */
      readonly shape: ApiShape;
    }
  | {
      /** Text that was made before: to be sent as it is, and verified. */
      readonly kind: 'stored';
      /** How its response is read. */
      readonly stored: StoredText;
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
      /** Why, without advice about options of the guard. */
      readonly problem: string;
      /** Whose format of errors clients of the path expect; null where it is not known. */
      readonly shape: ApiShape | null;
    };

/** Options of {@link createTargetReader}. */
export interface TargetOptions {
  /** Root of the API. OpenRouter's own hosts are guarded beside it, each at `/api/v1`. */
  readonly baseUrl: URL;
  /** As in the guard's options. */
  readonly passThrough: readonly string[];
}

/** Finds the kind of a request. */
export type TargetReader = (head: RequestHead) => RequestTarget;

/**
 * Creates a reader of targets. A path that makes text is recognised in any spelling, and with any method that brings a
 * body; one that passes must be spelled as documented. So a spelling that no one thought of is rejected.
 *
 * @throws TypeError where an entry of `passThrough` can't be read, or lists a guarded origin as a whole
 */
export function createTargetReader({ baseUrl, passThrough }: TargetOptions): TargetReader {
  const guarded = guardedOrigins(baseUrl);
  const isListed = readPassThrough(passThrough, (origin) => guarded.has(origin));
  return ({ method, url, headers, hasBody }) => {
    const origin = originOf(url);
    const place = guarded.get(origin);
    if (place === undefined) {
      return isListed(origin, url.pathname) ? pass : rejectOrigin(origin, [...guarded.keys()]);
    }
    if (url.username !== '' || url.password !== '') return rejectCredentials();
    const override = pathOverrideHeaders.find((name) => headers.has(name));
    if (override !== undefined) return rejectOverride(override);
    const asked = { path: url.pathname, hasBody, isListed: isListed(origin, url.pathname) };
    const targets = requestMethods(method, headers).map((name) => readMethod(name, asked, place));
    return strictness.flatMap((kind) => targets.find((target) => target.kind === kind) ?? [])[0] ?? pass;
  };
}

/** From what is judged by the body to what is sent as it is: of several methods that a server could read, the first. */
const strictness = ['text', 'rejected', 'stored', 'pass'] as const;

interface AskedPath {
  readonly path: string;
  readonly hasBody: boolean;
  /** Whether `passThrough` lists it. */
  readonly isListed: boolean;
}

/** @param method in upper case */
function readMethod(
  method: string,
  { path, hasBody, isListed }: AskedPath,
  place: GuardedOrigin,
): RequestTarget {
  const bringsBody = hasBody || !methodsWithoutBody.has(method);
  // Nearly every path is written as it is known.
  const shape = bringsBody ? (place.shapes.get(path) ?? place.shapes.get(canonicalPath(path))) : undefined;
  if (shape !== undefined) return { kind: 'text', shape };
  // Without a body, their responses hold no text.
  if (isListed || (!bringsBody && method !== 'GET')) return pass;
  const roots = place.roots.filter((root) => path.startsWith(`${root}/`));
  if (roots.some((root) => makesNoText(method, path.slice(root.length)))) return pass;
  const found = hasBody && method === 'GET' ? null : place.readStored(method, path);
  if (found === null)
    return rejectPath(
      `${method} ${path} is not a path that is judged, nor one that is known to return no text`,
      path,
      place,
    );
  if ('shape' in found) return { kind: 'stored', stored: found };
  return rejectPath(`${method} ${path} ${found.unverifiable}`, path, place);
}

const pass: RequestTarget = { kind: 'pass' };

function rejectPath(problem: string, path: string, place: GuardedOrigin): RequestTarget {
  const advice = `To send it unjudged, list "${path}" in passThrough.`;
  return reject('ENDPOINT_UNKNOWN', `${problem}.`, { advice, shape: shapeAbove(path, place) });
}

/** The API shape whose path a path is under, or is. */
function shapeAbove(path: string, { shapes }: GuardedOrigin): ApiShape | null {
  const canonical = `${canonicalPath(path)}/`;
  return [...shapes].find(([above]) => canonical.startsWith(`${above}/`))?.[1] ?? null;
}

function rejectOrigin(origin: string, guarded: readonly string[]): RequestTarget {
  const problem = `Requests to ${origin} are not judged; those to ${guarded.join(', ')} are.`;
  const advice = `To send there unjudged, list "${origin}" in passThrough.`;
  return reject('ORIGIN_NOT_GUARDED', problem, { advice });
}

function rejectCredentials(): RequestTarget {
  return reject('ORIGIN_NOT_GUARDED', 'The URL holds a user name or a password: take them out.');
}

function rejectOverride(header: string): RequestTarget {
  const problem = `Some servers take another path from the header ${header}, which is not judged: leave it out.`;
  return reject('ENDPOINT_UNKNOWN', problem);
}

/** @param options `advice`: about options of the guard; `shape`: as in the target */
export function reject(
  code: RequestCode,
  problem: string,
  { advice = null, shape = null }: { readonly advice?: string | null; readonly shape?: ApiShape | null } = {},
): RequestTarget {
  const message = advice === null ? problem : `${problem} ${advice}`;
  return { kind: 'rejected', violation: { path: '', code, message, alternatives: [] }, problem, shape };
}

/** The guarded part of an origin. */
interface GuardedOrigin {
  /** Paths of the API's roots as they are written, without `/` at the end. */
  readonly roots: readonly string[];
  /** The API shapes of paths that make text, by canonical path. */
  readonly shapes: ReadonlyMap<string, ApiShape>;
  /** The paths that hand out stored text, as they are written. */
  readonly readStored: StoredPathReader;
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
    names.flatMap((name) => apiShapes[name].paths(root).map((path) => [canonicalPath(path), name] as const)),
  );
  const readers = roots.map(compileStoredPaths);
  const readStored: StoredPathReader = (method, path) =>
    readers.map((read) => read(method, path)).find((found) => found !== null) ?? null;
  return { roots, shapes: new Map(shapes), readStored };
}

/** Every method that a server could take a request to have, in upper case. */
function requestMethods(method: string, headers: Headers): readonly string[] {
  const overrides = methodOverrideHeaders.flatMap((name) => headers.get(name)?.split(',') ?? []);
  return [method, ...overrides.filter((override) => override.trim() !== '')].map((name) =>
    name.trim().toUpperCase(),
  );
}

/** Methods whose requests have a body only where they say so. */
const methodsWithoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);
