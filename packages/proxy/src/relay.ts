import type { GuardedResponse, ResponseEnd } from '@distillable/core';
import { ProxyError } from './errors.js';
import type { Exchange } from './exchange.js';
import { responseHeaders } from './headers.js';
import type { ProxyLimits } from './options.js';
import { passOn } from './pass-on.js';
import type { BodyStriker } from './strike-key.js';
import type { ReadableResponse } from './upstream.js';
import { upstreamError } from './upstream.js';

/** A response of the upstream to a judged request. */
export interface JudgedResponse {
  readonly exchange: Exchange;
  readonly data: ReadableResponse;
  readonly watched: GuardedResponse;
  readonly limits: ProxyLimits;
  /** Strikes the proxy's own key out of the body before it is read, so that receipts don't have it either. */
  readonly struck: BodyStriker;
}

/**
 * Holds a response until it is verified, then passes it on.
 *
 * @throws UnverifiedResponseError; ProxyError; the signal's reason when the client leaves
 */
export async function relayWhole({ exchange, data, watched, limits, struck }: JudgedResponse): Promise<void> {
  const { response, signal } = exchange;
  let bytes: Buffer;
  try {
    const whole = await collect(data.body, limits.maxResponseBytes);
    const passed = struck.push(whole);
    const rest = struck.end();
    bytes = rest.length === 0 ? passed : Buffer.concat([passed, rest]);
  } catch (error) {
    await settleFailed(exchange, watched, signal.aborted ? 'aborted' : 'broken');
    throw upstreamError(error);
  }
  watched.read(bytes);
  await settle(exchange, watched, 'complete');
  response.writeHead(data.statusCode, responseHeaders(data.headers, bytes.length));
  response.end(bytes);
}

async function collect(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) {
      throw new ProxyError('UPSTREAM_TOO_LARGE', `The upstream's response has more than ${maxBytes} bytes.`);
    }
  }
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
}

/** Bytes that may arrive with the last event of a stream and after it. */
const maxEndBytes = 1_048_576;

/**
 * Passes a stream of events on, chunk by chunk. What arrives from the last event on is held until the receipt is kept:
 * clients take the stream for complete when they see that event.
 *
 * @param holdsEnd whether the end of the stream waits for a receipt
 * @throws UnverifiedResponseError before the last event; ProxyError; the signal's reason when the client leaves
 */
export async function relayEvents(
  { exchange, data, watched, limits, struck }: JudgedResponse,
  holdsEnd: boolean,
): Promise<void> {
  const { response, signal } = exchange;
  const tail = new EventTail();
  exchange.isBetweenEvents = () => tail.isBetweenEvents;
  response.writeHead(data.statusCode, responseHeaders(data.headers));
  // Together with the first events, if they are here by then.
  setImmediate(() => {
    if (!response.writableEnded) response.flushHeaders();
  });
  const held: Buffer[] = [];
  let heldBytes = 0;
  const hold = (chunk: Buffer): void => {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes > maxEndBytes) {
      throw new ProxyError('UPSTREAM_TOO_LARGE', 'The stream goes on after its last event.');
    }
  };
  let isRejected = false;
  const read = (chunk: Buffer): Buffer | null => {
    if (chunk.length === 0) return null;
    if (!watched.read(chunk)) {
      isRejected = true;
      throw new ProxyError('UPSTREAM_FAILED', 'The stream is not handed out.');
    }
    if (holdsEnd && watched.isComplete()) {
      hold(chunk);
      return null;
    }
    tail.push(chunk);
    return chunk;
  };
  try {
    const inspect = (chunk: Buffer): Buffer | null => read(struck.push(chunk));
    await passOn(data.body, exchange, { inspect, clientTimeoutMs: limits.clientTimeoutMs });
    const rest = read(struck.end());
    if (rest !== null) response.write(rest);
  } catch (error) {
    await settleFailed(exchange, watched, signal.aborted || isRejected ? 'aborted' : 'broken');
    throw upstreamError(error);
  }
  await settle(exchange, watched, 'complete');
  for (const chunk of held) response.write(chunk);
  response.end();
}

/**
 * Ends the watch of a response, and notes what came of it.
 *
 * @throws UnverifiedResponseError; what keeps the receipt
 */
export async function settle(exchange: Exchange, watched: GuardedResponse, end: ResponseEnd): Promise<void> {
  const { receipt, error } = await watched.settle(end);
  exchange.outcome = receipt.outcome;
  exchange.id = receipt.id;
  exchange.codes = receipt.reasons.map(({ code }) => code);
  if (receipt.served.length > 0) exchange.models = receipt.served.map(({ model }) => model);
  if (error !== null) throw error;
}

/** Of a response that failed. @throws the signal's reason where the client has left; as {@link settle} otherwise */
async function settleFailed(exchange: Exchange, watched: GuardedResponse, end: ResponseEnd): Promise<void> {
  try {
    await settle(exchange, watched, end);
  } finally {
    exchange.signal.throwIfAborted();
  }
}

/** Knows whether what was written of a stream ends between two events. */
export class EventTail {
  #last: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): void {
    this.#last = chunk.length < 4 ? Buffer.concat([this.#last, chunk]).subarray(-4) : chunk;
  }

  get isBetweenEvents(): boolean {
    const text = Buffer.from(this.#last.subarray(-4)).toString('latin1');
    return text === '' || /[\r\n]{2}$/.test(text.replaceAll('\r\n', '\n'));
  }
}
