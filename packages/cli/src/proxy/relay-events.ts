import type { GuardedAnswer } from '@distillable/core';
import type { Dispatcher } from 'undici';
import { EventTail } from './event-tail.js';
import { ProxyError } from './proxy-error.js';
import { answerHeaders } from './proxy-headers.js';
import type { ProxyLimits } from './proxy-limits.js';
import type { StreamEnd } from './stream-end.js';
import { upstreamError } from './upstream.js';
import type { Visit } from './visit.js';
import { writeChunk } from './write-chunk.js';

/** A stream on its way through the proxy. */
export interface EventRelay {
  readonly visit: Visit;
  readonly data: Dispatcher.ResponseData;
  readonly answer: GuardedAnswer;
  /** Null where nothing of a stream waits for its receipt. */
  readonly end: StreamEnd | null;
  readonly limits: Pick<ProxyLimits, 'readTimeout'>;
}

/**
 * Hands a stream on chunk by chunk, as fast as the client reads it.
 *
 * @throws UnverifiedResponseError before its last event; ProxyError; the signal's reason where the client leaves
 */
export async function relayEvents(relay: EventRelay): Promise<void> {
  const { visit, data, answer } = relay;
  const { response, signal } = visit;
  visit.tail = new EventTail();
  response.writeHead(data.statusCode, answerHeaders(data.headers));
  response.flushHeaders();
  let held: readonly Buffer[];
  try {
    held = await passChunks(relay, visit.tail);
  } catch (error) {
    const unverified = await answer.settle(signal.aborted ? 'left' : 'cut');
    throw signal.aborted ? error : (unverified ?? upstreamError(error));
  }
  const unverified = await answer.settle('whole');
  if (unverified !== null) throw unverified;
  for (const chunk of held) response.write(chunk);
  response.end();
}

/** Resolves with what follows from the last event on: clients take the stream for whole when they see that. */
async function passChunks(
  { visit: { response, signal }, data, answer, end, limits }: EventRelay,
  tail: EventTail,
): Promise<readonly Buffer[]> {
  const held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of data.body) {
    if (!answer.read(chunk)) {
      await answer.settle('left');
      throw new ProxyError('UPSTREAM_FAILED', 'The stream is not handed out.');
    }
    if (end?.hasCome() === true) {
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes > longestEnd) {
        throw new ProxyError('UPSTREAM_TOO_LARGE', 'The stream goes on after its last event.');
      }
      continue;
    }
    await writeChunk(response, chunk, { signal, timeout: limits.readTimeout });
    tail.push(chunk);
  }
  return held;
}

/** Bytes that may come with, and after, the last event. */
const longestEnd = 1_048_576;
