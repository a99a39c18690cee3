/** A JSON Pointer (RFC 6901) from the path of a zod issue; empty for the top. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
