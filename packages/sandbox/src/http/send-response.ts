import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
} from 'node:zlib';
import type { Delivery, EventStream, PlannedResponse } from '../wire/planned-response.js';

/** Sends a response as planned. Resolves when all of it is sent; rejects when the client leaves before that. */
export async function sendResponse(outgoing: ServerResponse, planned: PlannedResponse): Promise<void> {
  const clientGone = new AbortController();
  outgoing.once('close', () => clientGone.abort());
  if (planned.delayMilliseconds > 0) {
    await wait(planned.delayMilliseconds, undefined, { signal: clientGone.signal });
  }
  if (planned.delivery.kind === 'reset') {
    outgoing.req.socket.resetAndDestroy();
    return;
  }
  outgoing.statusCode = planned.status;
  outgoing.setHeaders(new Map(Object.entries({ ...planned.headers, vary: 'accept-encoding' })));
  const { body } = planned;
  switch (body.kind) {
    case 'events':
      return sendEvents(outgoing, body, clientGone.signal);
    case 'stream':
      return sendStream(outgoing, body.chunks(), codingFor(outgoing, planned));
    case 'json':
      return sendWhole(outgoing, planned, JSON.stringify(body.value), clientGone.signal);
    case 'text':
      return sendWhole(outgoing, planned, body.text, clientGone.signal);
  }
}

function codingFor(outgoing: ServerResponse, { delivery }: PlannedResponse): ContentCoding {
  if (delivery.kind === 'truncated-gzip') return 'gzip';
  return chooseCoding(outgoing.req.headers['accept-encoding']?.toString());
}

async function sendStream(
  outgoing: ServerResponse,
  chunks: Iterable<string>,
  coding: ContentCoding,
): Promise<void> {
  if (coding !== 'identity') outgoing.setHeader('content-encoding', coding);
  if (outgoing.req.method === 'HEAD') {
    outgoing.end();
    return;
  }
  await pipeline([Readable.from(chunks), ...encodingStages(coding), outgoing]);
}

async function sendWhole(
  outgoing: ServerResponse,
  planned: PlannedResponse,
  text: string,
  clientGone: AbortSignal,
): Promise<void> {
  const body = Buffer.from(text);
  const coding = codingFor(outgoing, planned);
  if (planned.tagged && planned.status === 200) {
    const tag = entityTag(body, coding);
    outgoing.setHeader('etag', tag);
    if (matchesTag(outgoing.req.headers['if-none-match'], tag)) {
      outgoing.removeHeader('content-type');
      outgoing.writeHead(304).end();
      return;
    }
  }
  if (coding !== 'identity') outgoing.setHeader('content-encoding', coding);
  await sendBytes(outgoing, await encodeBody(body, coding), planned.delivery, clientGone);
}

async function sendBytes(
  outgoing: ServerResponse,
  body: Buffer,
  delivery: Delivery,
  clientGone: AbortSignal,
): Promise<void> {
  const bytes = delivery.kind === 'truncated-gzip' ? firstHalf(body) : body;
  outgoing.setHeader('content-length', bytes.length);
  if (outgoing.req.method === 'HEAD') {
    outgoing.end();
  } else if (delivery.kind === 'cut') {
    await writeOut(outgoing, firstHalf(bytes));
    outgoing.req.socket.destroy();
  } else if (delivery.kind === 'stalled') {
    const half = firstHalf(bytes);
    await writeOut(outgoing, half);
    await pause(delivery.milliseconds, clientGone);
    outgoing.end(bytes.subarray(half.length));
  } else {
    outgoing.end(bytes);
  }
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

async function pause(milliseconds: number | undefined, clientGone: AbortSignal): Promise<void> {
  if (milliseconds !== undefined) {
    await wait(milliseconds, undefined, { signal: clientGone });
  } else if (!clientGone.aborted) {
    await once(clientGone, 'abort');
  }
}

const keepAlive = ': OPENROUTER PROCESSING\n\n';
/** More than this is never held back to be written at once. */
const maxCoalesced = 1024 * 1024;

/** Sends server-sent events. Each write is handed to the system before the next one begins. */
async function sendEvents(
  outgoing: ServerResponse,
  stream: EventStream,
  clientGone: AbortSignal,
): Promise<void> {
  for await (const bytes of writesOf(stream, clientGone)) {
    if (clientGone.aborted) return;
    await writeOut(outgoing, bytes);
  }
  if (stream.ending === 'cut') {
    outgoing.req.socket.destroy();
  } else {
    outgoing.end();
  }
}

/** Resolves when the bytes have been handed to the system, so that closing the socket does not lose them. */
function writeOut(outgoing: ServerResponse, bytes: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function* writesOf(stream: EventStream, clientGone: AbortSignal): AsyncGenerator<Buffer | string> {
  const texts = pacedTexts(stream, clientGone);
  if (stream.writes === 'each') {
    yield* texts;
    return;
  }
  const bytes = stream.writes === 'coalesced' ? maxCoalesced : stream.writes.bytes;
  let held = Buffer.alloc(0);
  for await (const text of texts) {
    held = Buffer.concat([held, Buffer.from(text)]);
    let sent = 0;
    for (; held.length - sent >= bytes; sent += bytes) yield held.subarray(sent, sent + bytes);
    held = held.subarray(sent);
  }
  if (held.length > 0) yield held;
}

async function* pacedTexts(stream: EventStream, clientGone: AbortSignal): AsyncGenerator<string> {
  yield keepAlive;
  for (const event of stream.events()) {
    if (stream.pauseMilliseconds > 0) {
      await wait(stream.pauseMilliseconds, undefined, { signal: clientGone });
    }
    yield event;
  }
}

/** How a body is compressed for the transfer. */
type ContentCoding = 'identity' | 'gzip' | 'br';

// The default quality of 11 takes seconds for a full model list.
const brotliOptions: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The coding that the client prefers: the one with the highest weight, `br` before `gzip` when they are equal. */
export function chooseCoding(acceptEncoding: string | undefined): ContentCoding {
  const weights = parseWeights(acceptEncoding ?? '');
  const weightOf = (coding: string): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const [br, gzipped] = [weightOf('br'), weightOf('gzip')];
  if (br === 0 && gzipped === 0) return 'identity';
  return br >= gzipped ? 'br' : 'gzip';
}

function parseWeights(acceptEncoding: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const item of acceptEncoding.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (coding !== '') weights.set(coding, weight === undefined ? 1 : Number(weight) || 0);
  }
  return weights;
}

/** Compresses a whole body. */
async function encodeBody(body: Buffer, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'gzip') return promisify(gzip)(body);
  if (coding === 'br') return promisify(brotliCompress)(body, brotliOptions);
  return body;
}

/** The stages that a body passes through when it is sent in pieces. */
function encodingStages(coding: ContentCoding): NodeJS.ReadWriteStream[] {
  if (coding === 'gzip') return [createGzip()];
  if (coding === 'br') return [createBrotliCompress(brotliOptions)];
  return [];
}

/** A strong ETag. Each coding has its own, because a strong tag promises equal bytes. */
export function entityTag(body: Buffer, coding: ContentCoding): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`;
}

/** Whether `If-None-Match` names the tag, by the weak comparison that this header requires. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
