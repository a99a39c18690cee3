/** Writes the headers of a request, as undici takes them: names and values in turn. */
export type HeaderWriter = (key: string, own: Readonly<Record<string, string>> | undefined) => string[];

/** What the client always sends. */
export interface HeaderSettings {
  readonly title: string | undefined;
  readonly referer: string | undefined;
  /** Whether OpenRouter is asked how it routed. */
  readonly metadata: boolean;
}

/** @throws TypeError where a value can't stand in a header */
export function createHeaderWriter({ title, referer, metadata }: HeaderSettings): HeaderWriter {
  const always: (readonly [name: string, value: string])[] = [['content-type', 'application/json']];
  if (referer !== undefined) always.push(['http-referer', checked('referer', referer)]);
  if (title !== undefined) always.push(['x-openrouter-title', checked('title', title)]);
  if (metadata) always.push(['x-openrouter-metadata', 'enabled']);
  const written = always.flat();
  let last = { key: '', headers: written };
  return (key, own) => {
    if (own !== undefined) return [...merge(always, own).flat(), ...authorize(key)];
    // The key seldom changes.
    if (key !== last.key || key === '') last = { key, headers: [...written, ...authorize(key)] };
    return last.headers.slice();
  };
}

function authorize(key: string): readonly string[] {
  if (key === '') throw new TypeError('apiKey is empty.');
  return ['authorization', `Bearer ${checked('apiKey', key)}`];
}

/** By which the server reads the body, knows who asks, or picks an encoding that nobody here expects. */
const reserved: ReadonlySet<string> = new Set([
  ...['authorization', 'content-type', 'content-length', 'content-encoding', 'transfer-encoding'],
  ...['accept-encoding', 'host', 'x-http-method-override', 'x-http-method', 'x-method-override'],
]);

function merge(
  always: readonly (readonly [name: string, value: string])[],
  own: Readonly<Record<string, string>>,
): [name: string, value: string][] {
  const merged = new Map(always);
  for (const [written, value] of Object.entries(own)) {
    const name = written.toLowerCase();
    if (reserved.has(name)) throw new TypeError(`headers: ${name} is the client's own; leave it out.`);
    merged.set(name, checked(`headers: ${name}`, value));
  }
  return [...merged];
}

/** The message names the place alone: the value may be the key. */
function checked(place: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new TypeError(`${place} holds a character that can't stand in a header, such as a line break.`);
}
