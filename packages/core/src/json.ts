/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as `JSON.stringify` sees it: what an object only inherits is not sent, so it must not count. */
export function withoutInherited<Body extends object>(body: Body): Body {
  const prototype: unknown = Object.getPrototypeOf(body);
  return prototype === Object.prototype || prototype === null ? body : { ...body };
}

/** Adds a reference token to a JSON Pointer, escaped. */
export function pointer(parent: string, token: string | number): string {
  return `${parent}/${typeof token === 'number' ? token : token.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The name that a reference token of a JSON Pointer stands for. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
