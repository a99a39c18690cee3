import { compilePathTemplate } from './paths.js';

/** Whether requests to a place go out without being judged. */
export type IsPassedThrough = (origin: string, path: string) => boolean;

/**
 * Reads the entries of `passThrough`: paths (of guarded origins), origins, or both in one. `{id}` in a path stands for
 * one segment.
 *
 * @throws TypeError where an entry is not one of these, or lists a guarded origin as a whole
 */
export function readPassThrough(
  entries: readonly string[],
  isGuarded: (origin: string) => boolean,
): IsPassedThrough {
  const rules = entries.map((entry) => readEntry(entry, isGuarded));
  return (origin, path) => rules.some((isListed) => isListed(origin, path));
}

function readEntry(entry: string, isGuarded: (origin: string) => boolean): IsPassedThrough {
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
  const parts = /^(?<start>https?:\/\/[^/\\?#@]+)?(?<path>\/(?!.*(?:\*|\{\}))[^?#]*)?$/i.exec(entry)?.groups;
  const { start, path } = parts ?? {};
  if (start === undefined) {
    if (path === undefined) throw unreadable(entry);
    return { origin: null, path };
  }
  if (!URL.canParse(start)) throw unreadable(entry);
  return { origin: originOf(new URL(start)), path: path === undefined || path === '/' ? null : path };
}

/** Scheme, host and port. `URL.origin` would see the host of a page in a `blob:` URL. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}

function unreadable(entry: string): TypeError {
  return new TypeError(
    `passThrough: ${JSON.stringify(entry)} is neither a path ("/api/v1/audio/transcriptions"), nor an origin ("https://example.com"), nor both in one. In a path, {id} stands for any one segment; there are no other wildcards.`,
  );
}
