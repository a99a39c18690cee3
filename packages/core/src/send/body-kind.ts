/** What `fetch` takes as a body. */
export type RequestBody = RequestInit['body'];

/**
 * By its tag: the classes of a polyfill, or of another copy of undici, are no `instanceof` the global ones. A
 * boundary-crossing body must not be taken for something else on that account.
 */
function hasTag(value: unknown, ...tags: readonly string[]): boolean {
  return tags.includes(Object.prototype.toString.call(value).slice('[object '.length, -1));
}

export function isFormData(value: unknown): value is FormData {
  return hasTag(value, 'FormData');
}

export function isSearchParams(value: unknown): value is URLSearchParams {
  return hasTag(value, 'URLSearchParams');
}

export function isBlob(value: unknown): value is Blob {
  return hasTag(value, 'Blob', 'File');
}

export function isStream(value: unknown): value is ReadableStream<unknown> {
  return hasTag(value, 'ReadableStream');
}

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return hasTag(value, 'ArrayBuffer');
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
