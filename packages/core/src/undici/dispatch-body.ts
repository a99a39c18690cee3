import {
  isArrayBuffer,
  isAsyncIterable,
  isBlob,
  isFormData,
  isSearchParams,
  type RequestBody,
} from '../send/body-kind.js';
import { toBytes } from '../send/collect-bytes.js';

/** A body of undici's as one of `fetch`: undici takes plain iterables too, which `fetch` would take for text. */
export function dispatchBody(body: unknown): RequestBody {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || isFormData(body) || isBlob(body) || isSearchParams(body)) return body;
  if (isArrayBuffer(body) || ArrayBuffer.isView(body)) return toBytes(body);
  if (isAsyncIterable(body) || isIterable(body)) return bytesOf(body);
  throw new TypeError('The body is nothing that undici sends.');
}

async function* bytesOf(parts: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<Uint8Array, void> {
  for await (const part of parts) {
    const bytes = toBytes(part);
    if (bytes === null) throw new TypeError('A chunk of the body is neither bytes nor text.');
    yield bytes;
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
