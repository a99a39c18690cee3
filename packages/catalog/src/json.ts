/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object as JSON has them: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text, read as a JSON object; null if it is another value, or not JSON. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Adds a reference token to a JSON Pointer (RFC 6901), escaped. */
export function pointer(parent: string, token: string | number): string {
  return `${parent}/${typeof token === 'number' || !/[~/]/.test(token) ? token : escapeToken(token)}`;
}

/** A report of zod. */
interface Issues {
  readonly issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[];
}

/**
 * The first thing that zod finds wrong with a value, and the JSON Pointer to it.
 *
 * @param prefix JSON Pointer to the value
 */
export function firstIssue({ issues: [issue] }: Issues, prefix = ''): { problem: string; path: string } {
  const keys = issue?.path ?? [];
  const path = keys.reduce<string>((parent, key) => pointer(parent, String(key)), prefix);
  return { problem: `${issue?.message ?? 'unreadable'} at ${path === '' ? 'the top' : path}`, path };
}

/** The name that a reference token of a JSON Pointer stands for. */
export function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
