import type { Endpoint } from '../references/split-batch.js';
import { canonicalPath } from './canonical-path.js';

/** What is guarded at an origin. */
export interface GuardedOrigin {
  /** Where the API stands, without `/` at the end, as it is written. */
  readonly roots: readonly string[];
  /** What makes text, by its canonical path. */
  readonly textEndpoints: ReadonlyMap<string, Endpoint>;
}

const openRouterOrigins = [
  'https://openrouter.ai',
  'https://eu.openrouter.ai',
  'https://us.openrouter.ai',
] as const;

/** @see https://openrouter.ai/docs/api-reference (read 2026-08-22) */
const textPaths: readonly (readonly [path: string, endpoint: Endpoint])[] = [
  ['/chat/completions', 'chat'],
  ['/completions', 'completions'],
  ['/responses', 'responses'],
  ['/messages', 'messages'],
];

/**
 * The origins whose requests are judged: OpenRouter's, and that of the base URL. Anthropic's SDK is given a base URL
 * without `/v1` and adds it by itself, so that is a root there too.
 */
export function guardedOrigins(baseUrl: URL): ReadonlyMap<string, GuardedOrigin> {
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
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}
