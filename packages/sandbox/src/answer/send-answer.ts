import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type ContentCoding, chooseCoding, encodeBody, encodingStages } from './content-coding.js';
import { entityTag, matchesTag } from './entity-tag.js';
import type { AnswerBody, PlannedAnswer } from './planned-answer.js';
import { sendBytes } from './send-bytes.js';
import { sendEvents } from './send-events.js';

/** Sends a planned answer. Resolves when all is sent; rejects when the client leaves before that. */
export async function sendAnswer(response: ServerResponse, answer: PlannedAnswer): Promise<void> {
  const clientGone = new AbortController();
  response.once('close', () => clientGone.abort());
  if (answer.delayMilliseconds > 0) {
    await wait(answer.delayMilliseconds, undefined, { signal: clientGone.signal });
  }
  if (answer.delivery.kind === 'reset') {
    response.req.socket.resetAndDestroy();
    return;
  }
  const coding = codingFor(response, answer);
  response.statusCode = answer.status;
  response.setHeaders(new Map(Object.entries({ ...answer.headers, vary: 'accept-encoding' })));
  if (answer.body.kind === 'events') {
    await sendEvents(response, answer.body, clientGone.signal);
  } else if (answer.body.kind === 'stream') {
    await sendStream(response, answer.body.chunks(), coding);
  } else {
    await sendWhole(response, answer, toBuffer(answer.body), coding, clientGone.signal);
  }
}

function codingFor(response: ServerResponse, answer: PlannedAnswer): ContentCoding {
  if (answer.delivery.kind === 'truncated-gzip') return 'gzip';
  return chooseCoding(response.req.headers['accept-encoding']?.toString());
}

function toBuffer(body: Exclude<AnswerBody, { kind: 'stream' | 'events' }>): Buffer {
  return Buffer.from(body.kind === 'json' ? JSON.stringify(body.value) : body.text);
}

async function sendWhole(
  response: ServerResponse,
  answer: PlannedAnswer,
  body: Buffer,
  coding: ContentCoding,
  clientGone: AbortSignal,
): Promise<void> {
  if (answer.tagged && answer.status === 200) {
    const tag = entityTag(body, coding);
    response.setHeader('etag', tag);
    if (matchesTag(response.req.headers['if-none-match'], tag)) {
      response.removeHeader('content-type');
      response.writeHead(304).end();
      return;
    }
  }
  if (coding !== 'identity') response.setHeader('content-encoding', coding);
  await sendBytes(response, await encodeBody(body, coding), answer.delivery, clientGone);
}

async function sendStream(
  response: ServerResponse,
  chunks: Iterable<string>,
  coding: ContentCoding,
): Promise<void> {
  if (coding !== 'identity') response.setHeader('content-encoding', coding);
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline([Readable.from(chunks), ...encodingStages(coding), response]);
}
