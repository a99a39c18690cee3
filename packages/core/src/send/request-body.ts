import {
  chunksOf,
  collectBytes,
  readEncodings,
  rejectBody,
  rejectSize,
  toBytes,
  undoEncodings,
} from './body-bytes.js';

/** What `fetch` takes as a body. */
export type RequestBody = RequestInit['body'];

const defaultMaxBytes = 67_108_864;

/**
 * Reads the body of a request, in any form that `fetch` takes, as JSON, whatever its content type says; forms become an
 * object of their fields. Zipped bodies are unzipped. A stream is used up, or cancelled where it is too long; one that
 * fails rejects with its own error, as `fetch` would.
 *
 * @param maxBytes as sent, and after each step of unzipping; default 67_108_864 (64 MiB)
 * @throws PolicyViolationError with the code `BODY_NOT_JSON`, `BODY_ENCODING_UNKNOWN` or `BODY_TOO_LARGE`
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
  if (isFormData(body) || isSearchParams(body)) return readForm(body, maxBytes);
  const encodings = readEncodings(headers);
  const sent = await readBytes(body, maxBytes);
  const text = decodeUtf8(await undoEncodings(sent, encodings, maxBytes));
  return readText(text, headers.get('content-type') ?? (isBlob(body) ? body.type : ''), maxBytes);
}

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

async function readText(text: string, type: string, maxBytes: number): Promise<unknown> {
  const essence = type.split(';', 1)[0]?.trim().toLowerCase();
  if (essence === 'application/x-www-form-urlencoded') return readForm(new URLSearchParams(text), maxBytes);
  if (essence === 'multipart/form-data') return readForm(await parseMultipart(text, type), maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw rejectBody('BODY_NOT_JSON', 'The body is not JSON.');
  }
}

async function parseMultipart(text: string, type: string): Promise<FormData> {
  try {
    return await new Response(text, { headers: { 'content-type': type } }).formData();
  } catch {
    throw rejectBody('BODY_NOT_JSON', 'The body is not the multipart form that its content type says.');
  }
}

/**
 * The object that a form stands for. A name that comes again, or ends in `[]`, makes a list; a field whose text is a
 * JSON object, list, number, true, false or null is that.
 *
 * @throws PolicyViolationError `BODY_NOT_JSON` where a field is a file; `BODY_TOO_LARGE`
 */
function readForm(
  fields: Iterable<readonly [name: string, value: unknown]>,
  maxBytes: number,
): Record<string, unknown> {
  const found = new Map<string, { readonly values: unknown[]; isList: boolean }>();
  let length = 0;
  for (const [written, text] of fields) {
    if (typeof text !== 'string') {
      const message = 'A field of the form is a file, which has no place in JSON: send the body as JSON.';
      throw rejectBody('BODY_NOT_JSON', message);
    }
    length += utf8Length(written) + utf8Length(text);
    if (length > maxBytes) throw rejectSize(maxBytes);
    const name = written.replace(/\[\]$/, '');
    const field = found.get(name) ?? { values: [], isList: false };
    field.isList ||= name !== written || field.values.length > 0;
    field.values.push(readField(text));
    found.set(name, field);
  }
  return Object.fromEntries(
    [...found].map(([name, { values, isList }]) => [name, isList ? values : values[0]]),
  );
}

function readField(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? text : value;
  } catch {
    return text;
  }
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
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
