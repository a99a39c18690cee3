import type { Transform } from 'node:stream';
import { chunksOf, joinAtMost } from '../bytes.js';
import type { RequestCode } from '../decide/decision.js';
import { PolicyViolationError } from './rejection.js';

/** The types that `fetch` takes as a body. */
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

/** It is unknown what a server would read from a form; but `curl -d` sends JSON with the content type of a form. */
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
  // `fetch` turns any other value into text and sends that.
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

type BodyCode = Extract<
  RequestCode,
  'BODY_NOT_JSON' | 'BODY_IS_FORM' | 'BODY_ENCODING_UNKNOWN' | 'BODY_TOO_LARGE'
>;

/** @param message quotes nothing of the body */
function rejectBody(code: BodyCode, message: string): PolicyViolationError {
  return PolicyViolationError.of({ path: '', code, message, alternatives: [] });
}

function rejectSize(maxBytes: number): PolicyViolationError {
  return rejectBody(
    'BODY_TOO_LARGE',
    `The body has more than ${maxBytes} bytes, as sent or unzipped: make it smaller.`,
  );
}

/** The bytes that a chunk or a body stands for; null where it is neither bytes nor text. */
export function toBytes(chunk: unknown): Uint8Array | null {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return isArrayBuffer(chunk) ? new Uint8Array(chunk) : null;
}

/** By its tag: one of another realm is no `instanceof` the global class. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/**
 * Joins chunks of bytes. Stops reading, and cancels the source, as soon as there are too many.
 *
 * @throws PolicyViolationError `BODY_TOO_LARGE`; TypeError where a chunk is neither bytes nor text
 */
async function collectBytes(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<Uint8Array> {
  const joined = await joinAtMost(bytesOf(chunks), maxBytes);
  if (joined === null) throw rejectSize(maxBytes);
  return joined;
}

/** @throws TypeError where a chunk is neither bytes nor text */
export async function* bytesOf(
  chunks: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    const bytes = toBytes(chunk);
    if (bytes === null) throw new TypeError('A chunk of the body is neither bytes nor text.');
    yield bytes;
  }
}

/** Undoes one encoding of HTTP. */
interface Decoder {
  readonly name: string;
  readonly decode: (bytes: Uint8Array) => AsyncIterable<unknown>;
}

/**
 * Those that the runtime has: `gzip` and `deflate` everywhere; in Node `br` too, and from 22.15 and 23.8 on `zstd`.
 *
 * @see https://nodejs.org/api/zlib.html (read 2026-11-27)
 */
function findDecoders(): ReadonlyMap<string, Decoder> {
  const byWeb = (name: 'gzip' | 'deflate'): Decoder => ({
    name,
    decode: (bytes) => chunksOf(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(name))),
  });
  const found = new Map([
    ['gzip', byWeb('gzip')],
    ['x-gzip', byWeb('gzip')],
    ['deflate', byWeb('deflate')],
  ]);
  // Not imported: other runtimes than Node have no such module.
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib');
  if (zlib === undefined) return found;
  const byNode = (name: string, create: () => Transform): Decoder => ({
    name,
    decode: (bytes) => create().end(bytes),
  });
  found.set(
    'br',
    byNode('br', () => zlib.createBrotliDecompress()),
  );
  // Node 20 has none, and its types neither.
  const createZstd: unknown = Reflect.get(zlib, 'createZstdDecompress');
  if (typeof createZstd === 'function') {
    found.set(
      'zstd',
      byNode('zstd', () => Reflect.apply(createZstd, zlib, [])),
    );
  }
  return found;
}

const decoders = findDecoders();

/** Nothing honest is zipped more often, and each time costs up to the limit of bytes. */
const maxEncodings = 4;

/**
 * The encodings of a body, in the order in which they are undone: a header lists them in the order in which they were
 * applied.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4 (read 2026-11-24)
 * @throws PolicyViolationError `BODY_ENCODING_UNKNOWN`
 */
function readEncodings(headers: Headers): readonly Decoder[] {
  const names = (headers.get('content-encoding') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const applied = names.filter((name) => name !== '' && name !== 'identity');
  const found = applied.reverse().flatMap((name) => decoders.get(name) ?? []);
  if (found.length === applied.length && found.length <= maxEncodings) return found;
  const known = ['gzip', 'deflate', 'br', 'zstd'].filter((name) => decoders.has(name)).join(', ');
  const message = `The body's content-encoding can't be undone here: use one of ${known}, or send it plain.`;
  throw rejectBody('BODY_ENCODING_UNKNOWN', message);
}

/**
 * Unzips a body.
 *
 * @throws PolicyViolationError `BODY_TOO_LARGE`, as soon as more than `maxBytes` came out of any step; `BODY_NOT_JSON`
 * where it is not encoded as it says
 */
async function undoEncodings(
  body: Uint8Array,
  encodings: readonly Decoder[],
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes = body;
  for (const { name, decode } of encodings) {
    try {
      bytes = await collectBytes(decode(bytes), maxBytes);
    } catch (error) {
      if (error instanceof PolicyViolationError) throw error;
      throw rejectBody('BODY_NOT_JSON', `The body is not ${name}, as its content-encoding says.`);
    }
  }
  return bytes;
}
