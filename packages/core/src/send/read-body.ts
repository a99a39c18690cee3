import type { RequestCode, Violation } from '../decide/decision.js';

/** The value that a body stands for, or why there is none to judge. */
export type BodyReading = { readonly value: unknown } | { readonly violation: Violation };

/**
 * Reads the body of a request, in any shape that `fetch` takes, as JSON: whatever its content type says, but for forms,
 * which become an object of their fields. Zipped bodies are unzipped. A stream is used up, or cancelled where it is too
 * long; one that fails rejects with its own error, as `fetch` would.
 *
 * @param maxBytes as sent, and after each step of unzipping; default 67_108_864 (64 MiB)
 * @throws TypeError where a stream is locked or holds something else than bytes
 */
export async function readBody(
  body: RequestBody | undefined,
  headers: Headers,
  maxBytes = 67_108_864,
): Promise<BodyReading> {
  try {
    return { value: await readValue(body, headers, maxBytes) };
  } catch (error) {
    if (error instanceof UnreadableBody) return { violation: error.violation };
    throw error;
  }
}

async function readValue(
  body: RequestBody | undefined,
  headers: Headers,
  maxBytes: number,
): Promise<unknown> {
  if (body === null || body === undefined)
    throw notJson('There is no body, so there is no request for text.');
  if (isFormData(body) || isSearchParams(body)) return readForm(body, maxBytes);
  const encodings = readEncodings(headers);
  const type = headers.get('content-type') ?? (isBlob(body) ? body.type : '');
  if (typeof body === 'string' && encodings.length === 0) {
    // No character has more than three bytes for each of its units: most texts needn't be measured.
    if (body.length * 3 > maxBytes && utf8Length(body) > maxBytes) throw tooLarge(maxBytes);
    return readText(body.replace(/^\uFEFF/, ''), type, maxBytes);
  }
  const sent = await readBytes(body, maxBytes);
  return readText(decodeUtf8(await undoEncodings(sent, encodings, maxBytes)), type, maxBytes);
}

async function readBytes(body: NonNullable<RequestBody>, maxBytes: number): Promise<Uint8Array> {
  if (isBlob(body)) {
    if (body.size > maxBytes) throw tooLarge(maxBytes);
    return new Uint8Array(await body.arrayBuffer());
  }
  if (isStream(body)) return collectBytes(chunksOf(body), maxBytes);
  if (isAsyncIterable(body)) return collectBytes(body, maxBytes);
  // What `fetch` knows no better, it sends as the text of it.
  const bytes = toBytes(body) ?? new TextEncoder().encode(String(body));
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

async function readText(text: string, type: string, maxBytes: number): Promise<unknown> {
  const essence = type.split(';', 1)[0]?.trim().toLowerCase();
  if (essence === 'application/x-www-form-urlencoded') return readForm(new URLSearchParams(text), maxBytes);
  if (essence === 'multipart/form-data') return readForm(await parseMultipart(text, type), maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw notJson('The body is not JSON.');
  }
}

async function parseMultipart(text: string, type: string): Promise<FormData> {
  try {
    return await new Response(text, { headers: { 'content-type': type } }).formData();
  } catch {
    throw notJson('The body is not the multipart form that its content type says.');
  }
}

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

function isStream(value: unknown): value is ReadableStream<unknown> {
  return hasTag(value, 'ReadableStream');
}

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return hasTag(value, 'ArrayBuffer');
}

export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/**
 * Joins chunks of bytes. Stops to read, and cancels the source, as soon as there are too many.
 *
 * @throws UnreadableBody `BODY_TOO_LARGE`; TypeError where a chunk is neither bytes nor text
 */
async function collectBytes(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = toBytes(chunk);
    if (bytes === null) throw new TypeError('A chunk of the body is neither bytes nor text.');
    length += bytes.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes);
    parts.push(bytes);
  }
  return joinBytes(parts);
}

/** The chunks of a stream: not every runtime lets streams be iterated. */
async function* chunksOf(stream: ReadableStream<unknown>): AsyncGenerator<unknown, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Not waited for: a source may take as long as it likes to stop.
    reader.cancel().catch(() => undefined);
  }
}

/** The bytes that a chunk or a body stands for; null where it is neither bytes nor text. */
export function toBytes(chunk: unknown): Uint8Array | null {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return isArrayBuffer(chunk) ? new Uint8Array(chunk) : null;
}

/**
 * The object that a form stands for. A name that comes again, or ends in `[]`, makes a list; a field whose text is a
 * JSON object, list, number, true, false or null is that.
 *
 * @throws UnreadableBody `BODY_NOT_JSON` where a field is a file; `BODY_TOO_LARGE`
 */
function readForm(
  fields: Iterable<readonly [name: string, value: unknown]>,
  maxBytes: number,
): Record<string, unknown> {
  const found = new Map<string, { readonly values: unknown[]; isList: boolean }>();
  let length = 0;
  for (const [written, text] of fields) {
    if (typeof text !== 'string') {
      throw notJson('A field of the form is a file, which has no place in JSON: send the body as JSON.');
    }
    length += utf8Length(written) + utf8Length(text);
    if (length > maxBytes) throw tooLarge(maxBytes);
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

/** What the web's `DecompressionStream` calls an encoding of HTTP. */
type Format = 'gzip' | 'deflate';

const formats: ReadonlyMap<string, Format> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
]);

/**
 * The encodings to undo, the first one first: a header lists them in the order in which they were applied.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4 (read 2026-11-24)
 * @throws UnreadableBody `BODY_ENCODING_UNKNOWN`
 */
function readEncodings(headers: Headers): readonly Format[] {
  const names = (headers.get('content-encoding') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  return applied.reverse().map((name) => {
    const format = formats.get(name);
    if (format !== undefined) return format;
    throw new UnreadableBody(
      'BODY_ENCODING_UNKNOWN',
      "The body's content-encoding is neither gzip nor deflate, and no other can be undone here: send it plain.",
    );
  });
}

/**
 * Unzips a body.
 *
 * @throws UnreadableBody `BODY_TOO_LARGE`, as soon as more than `maxBytes` came out of any step; `BODY_NOT_JSON` where
 * it is not encoded as it says
 */
async function undoEncodings(
  body: Uint8Array,
  encodings: readonly Format[],
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes = body;
  for (const format of encodings) {
    const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
    try {
      bytes = await collectBytes(chunksOf(unzipped), maxBytes);
    } catch (error) {
      if (error instanceof UnreadableBody) throw error;
      throw notJson(`The body is not ${format}, as its content-encoding says.`);
    }
  }
  return bytes;
}

/**
 * The text that bytes stand for, without a byte order mark.
 *
 * @throws UnreadableBody `BODY_NOT_JSON` where they are no UTF-8
 */
function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notJson('The body is not UTF-8: send it as JSON in UTF-8.');
  }
}

/** The number of bytes that a text has in UTF-8. */
function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/** A body that can't be judged; caught where the reading starts. */
class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
  readonly violation: Violation;

  /** @param message quotes nothing of the body */
  constructor(
    code: Extract<RequestCode, 'BODY_NOT_JSON' | 'BODY_ENCODING_UNKNOWN' | 'BODY_TOO_LARGE'>,
    message: string,
  ) {
    super(message);
    this.violation = { path: '', code, message, alternatives: [] };
  }
}

function tooLarge(maxBytes: number): UnreadableBody {
  return new UnreadableBody(
    'BODY_TOO_LARGE',
    `The body has more than ${maxBytes} bytes, as sent or unzipped: make it smaller.`,
  );
}

function notJson(message: string): UnreadableBody {
  return new UnreadableBody('BODY_NOT_JSON', message);
}

/** The bytes of all parts; a single part as it is. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}
