import { chunksOf } from '../bytes.js';
import { collectBytes, readEncodings, rejectBody, rejectSize, toBytes, undoEncodings } from './body-bytes.js';

/** What `fetch` takes as a body. */
export type RequestBody = RequestInit['body'];

const defaultMaxBytes = 67_108_864;

/**
 * Reads the body of a request, in any form that `fetch` takes, as JSON. Its content type must not be that of a form;
 * else it does not matter. Zipped bodies are unzipped. A stream is used up, or cancelled where it is too long; one that
 * fails rejects with its own error, as `fetch` would.
 *
 * @param maxBytes as sent, and after each step of unzipping; default 67_108_864 (64 MiB)
 * @throws PolicyViolationError with the code `BODY_NOT_JSON`, `BODY_IS_FORM`, `BODY_ENCODING_UNKNOWN` or
 * `BODY_TOO_LARGE`
 * @throws TypeError where a stream is locked or holds something else than bytes
 */
export async function readRequestBody(
  body: RequestBody | undefined,
  headers: Headers,
  maxBytes: number = defaultMaxBytes,
): Promise<unknown> {
  if (body === null || body === undefined) {
    throw rejectBody('BODY_NOT_JSON', 'There is no body, so there is no request for text.');
  }
  rejectForm(body, headers);
  const encodings = readEncodings(headers);
  const sent = await readBytes(body, maxBytes);
  return parseJson(decodeUtf8(await undoEncodings(sent, encodings, maxBytes)));
}

/** What a server would read out of a form is not known, and `curl -d` says that JSON is one. */
function rejectForm(body: NonNullable<RequestBody>, headers: Headers): void {
  const type = headers.get('content-type') ?? (isBlob(body) ? body.type : '');
  const essence = type.split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? '';
  if (!isFormData(body) && !isSearchParams(body) && !formTypes.has(essence)) return;
  const problem = formTypes.has(essence) ? `The content-type is ${essence}` : 'The body is a form';
  throw rejectBody('BODY_IS_FORM', `${problem}: send application/json, with the request as JSON.`);
}

const formTypes: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

async function readBytes(body: NonNullable<RequestBody>, maxBytes: number): Promise<Uint8Array> {
  if (isBlob(body)) {
    if (body.size > maxBytes) throw rejectSize(maxBytes);
    return new Uint8Array(await body.arrayBuffer());
  }
  if (isStream(body)) return collectBytes(chunksOf(body), maxBytes);
  if (isAsyncIterable(body)) return collectBytes(body, maxBytes);
  // `fetch` sends anything else as the text of it.
  const bytes = toBytes(body) ?? new TextEncoder().encode(String(body));
  if (bytes.byteLength > maxBytes) throw rejectSize(maxBytes);
  return bytes;
}

/** Without a byte order mark. */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw rejectBody('BODY_NOT_JSON', 'The body is not UTF-8: send it as JSON in UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw rejectBody('BODY_NOT_JSON', 'The body is not JSON.');
  }
}

/** By their tags: those of a polyfill, or of another copy of undici, are no `instanceof` the global classes. */
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

function isStream(value: unknown): value is ReadableStream<unknown> {
  return hasTag(value, 'ReadableStream');
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
