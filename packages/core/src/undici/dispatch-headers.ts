import type { Dispatcher } from 'undici';

/** Names in lower case, each with one value. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** Reads headers in every form that undici takes: names and values in turn, pairs, or an object. */
export function readHeaders(headers: Dispatcher.DispatchOptions['headers']): HeaderPairs {
  return pairsOf(headers).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values
      .filter((single) => single !== undefined && single !== null)
      .map((single) => [name.toLowerCase(), String(single)] as const);
  });
}

function pairsOf(headers: Dispatcher.DispatchOptions['headers']): (readonly [string, unknown])[] {
  if (headers === null || headers === undefined) return [];
  if (Array.isArray(headers) && !Array.isArray(headers[0])) return inTurn(headers);
  if (isIterable(headers)) return [...headers].map(([name, value]) => [String(name), value]);
  return Object.entries(headers);
}

function inTurn(headers: readonly unknown[]): (readonly [string, unknown])[] {
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : [],
  );
}

function isIterable(headers: object): headers is Iterable<readonly [unknown, unknown]> {
  return Symbol.iterator in headers && typeof headers[Symbol.iterator] === 'function';
}

const telling: ReadonlySet<string> = new Set([
  ...['content-type', 'content-encoding'],
  ...['x-http-method-override', 'x-http-method', 'x-method-override'],
]);

/** What target and body are read by. The key is not in it: an error about a header may quote its value. */
export function tellingHeaders(pairs: HeaderPairs): Headers {
  const headers = new Headers();
  for (const [name, value] of pairs) if (telling.has(name)) headers.append(name, value);
  return headers;
}

/** What the body was made of no longer holds, and what comes back must be readable as it is. */
const stale: ReadonlySet<string> = new Set([
  ...['content-length', 'content-encoding', 'transfer-encoding', 'content-md5', 'digest'],
  ...['content-type', 'accept-encoding'],
]);

/** The headers of a judged request, names and values in turn. */
export function guardedHeaders(pairs: HeaderPairs, asksMetadata: boolean): string[] {
  const kept = pairs.filter(([name]) => !stale.has(name));
  const needsMetadata = asksMetadata && !kept.some(([name]) => name === 'x-openrouter-metadata');
  return [
    ...kept.flat(),
    ...['content-type', 'application/json', 'accept-encoding', 'identity'],
    ...(needsMetadata ? ['x-openrouter-metadata', 'enabled'] : []),
  ];
}
