import type { Violation } from '../decision/decision.js';
import {
  isAsyncIterable,
  isBlob,
  isFormData,
  isSearchParams,
  isStream,
  type RequestBody,
} from './body-kind.js';
import { chunksOf, collectBytes, toBytes } from './collect-bytes.js';
import { readForm } from './read-form.js';
import { readEncodings, undoEncodings } from './undo-encodings.js';
import { notJson, tooLarge, UnreadableBody } from './unreadable-body.js';
import { decodeUtf8, utf8Length } from './utf8.js';

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
