// node serve.mjs MODEL, forked: answers chat bodies with prepared bytes that name MODEL, says its origin to whoever
// forked it, and ends with it. The path before `/chat/completions` chooses the answer:
//   /whole      a chat completion
//   /after-N    the same after N ms, as a model takes its time
//   /separate   a stream with a write for each event; /separate-N has N events
//   /coalesced  the same stream in writes of 64 KB; /coalesced-N has N events
//   /long-N     a stream of N MB in writes of 64 KB
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { chatAnswer, eventCount, lastEvents, wordEvent } from './chat.mjs';

const [model = ''] = process.argv.slice(2);
const whole = Buffer.from(chatAnswer(model));
const events = Array.from({ length: eventCount }, (_, index) => Buffer.from(wordEvent(model, index)));
const last = Buffer.from(lastEvents(model));
const stream = Buffer.concat(events);
const writeSize = 65_536;

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => void answer(request.url ?? '', response));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') process.send?.(`http://127.0.0.1:${address?.port}`);
});
process.once('disconnect', () => process.exit());

/**
 * @param {string} url
 * @param {import('node:http').ServerResponse} response
 */
async function answer(url, response) {
  response.setHeader('x-generation-id', 'gen-1790000000-benchmark');
  const [, name = '', number] = /^\/([a-z]+)(?:-(\d+))?\//.exec(url) ?? [];
  if (name === 'after') await setTimeout(Number(number));
  if (name === 'whole' || name === 'after') {
    response.setHeader('content-type', 'application/json');
    response.setHeader('content-length', whole.length);
    response.end(whole);
    return;
  }
  const count = Number(number ?? eventCount);
  response.setHeader('content-type', 'text/event-stream');
  if (name === 'separate') await writeEach(response, count);
  else if (name === 'coalesced') await writeCoalesced(response, streamOf(count));
  else await writeLong(response, count * 1e6);
  response.end(last);
}

/** @param {number} count Of its events. */
function streamOf(count) {
  const bytes = events.slice(0, count).reduce((sum, { length }) => sum + length, 0);
  return stream.subarray(0, bytes);
}

/** The events as chunks of HTTP: what a server writes, without what the one of Node needs to make it. */
const chunks = events.map((event) => {
  return Buffer.concat([Buffer.from(`${event.length.toString(16)}\r\n`), event, Buffer.from('\r\n')]);
});

/**
 * In a turn of its own each: writes of one turn leave together.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {number} count
 */
async function writeEach(response, count) {
  response.flushHeaders();
  const { socket } = response;
  for (const chunk of chunks.slice(0, count)) {
    if (socket?.write(chunk) === false) await once(socket, 'drain');
    await setImmediate();
  }
}

/**
 * The stream over and over, up to the event that ends at or after this length.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {number} length
 */
async function writeLong(response, length) {
  for (let written = 0; written < length; written += stream.length) await writeCoalesced(response, stream);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} bytes
 */
async function writeCoalesced(response, bytes) {
  for (let start = 0; start < bytes.length; start += writeSize) {
    if (!response.write(bytes.subarray(start, start + writeSize))) await once(response, 'drain');
  }
}
