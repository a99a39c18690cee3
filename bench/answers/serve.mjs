// node serve.mjs MODEL, forked: answers chat bodies with prepared bytes that name MODEL, says its origin to whoever
// forked it, and ends with it. The path before `/chat/completions` chooses the answer:
//   /whole      a chat completion
//   /separate   a stream with a write for each event
//   /coalesced  the same stream in writes of 64 KB
//   /long-N     a stream of N MB in writes of 64 KB
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';
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
  const [, name = '', megabytes] = /^\/([a-z]+)(?:-(\d+))?\//.exec(url) ?? [];
  if (name === 'whole') {
    response.setHeader('content-type', 'application/json');
    response.setHeader('content-length', whole.length);
    response.end(whole);
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  if (name === 'separate') await writeEach(response);
  else if (name === 'coalesced') await writeCoalesced(response, stream.length);
  else await writeCoalesced(response, Number(megabytes) * 1e6);
  response.end(last);
}

/**
 * In a turn of its own each: writes of one turn leave together.
 *
 * @param {import('node:http').ServerResponse} response
 */
async function writeEach(response) {
  for (const event of events) {
    if (!response.write(event)) await once(response, 'drain');
    await setImmediate();
  }
}

/**
 * The stream over and over, up to the event that ends at or after this length.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {number} length
 */
async function writeCoalesced(response, length) {
  for (let written = 0; written < length; written += stream.length) {
    for (let start = 0; start < stream.length; start += writeSize) {
      if (!response.write(stream.subarray(start, start + writeSize))) await once(response, 'drain');
    }
  }
}
