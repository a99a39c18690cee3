/**
 * One spelling for all the paths that some server could read as the same one: fully decoded, in lower case, `\` as `/`,
 * without matrix parameters, empty segments, `.`, `..` and a `/` at the end. It is generous on purpose, so use it only
 * to recognise a path, not to send it.
 */
export function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const written of decodeAscii(path).toLowerCase().split(/[\\/]/)) {
    // Java servers read `..;x` as `..`: what follows the semicolon goes first.
    const segment = written.replace(/;.*$/s, '');
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** Undoes percent-encoding of ASCII, in as many layers as there are; other bytes stay as they are. */
function decodeAscii(text: string): string {
  let encoded = text;
  for (;;) {
    const decoded = encoded.replace(/%(?:25)*([0-7][0-9a-f])/gi, (_, hexadecimal: string) =>
      String.fromCharCode(Number.parseInt(hexadecimal, 16)),
    );
    if (decoded === encoded) return decoded;
    encoded = decoded;
  }
}

/**
 * Compiles a path such as `/keys/{hash}`, where a name in braces stands for one segment or a piece of it. Paths match as
 * they are written: another spelling of the same path does not.
 */
export function compilePathTemplate(template: string): (path: string) => boolean {
  const parts = template.split('/').map(compileSegment);
  return (path) => {
    const segments = path.split('/');
    return (
      segments.length === parts.length && segments.every((segment, index) => parts[index]?.(segment) ?? false)
    );
  };
}

function compileSegment(template: string): (segment: string) => boolean {
  const literals = template.split(/\{[^{}]+\}/);
  if (literals.length === 1) return (segment) => segment === template;
  const escaped = literals.map((literal) => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`^${escaped.join('(.+?)')}$`, 's');
  return (segment) => pattern.exec(segment)?.slice(1).every(isOneSegment) ?? false;
}

/**
 * Whether no server, however it decodes, could read more than one segment, or another place, out of it: some drop blanks
 * and control characters, take other dots and slashes of Unicode for the plain ones, or decode what is not UTF-8.
 */
function isOneSegment(segment: string): boolean {
  try {
    const read = decodeURIComponent(decodeAscii(segment)).normalize('NFKC');
    return /^(?!\.+$)[^\\/;?#%\s\p{C}]+$/u.test(read);
  } catch {
    return false;
  }
}

/** Whether requests to a place go out without being judged. */
type IsPassedThrough = (origin: string, path: string) => boolean;

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
