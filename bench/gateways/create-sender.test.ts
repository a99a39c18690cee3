import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSender } from './create-sender.mjs';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A sender to a server that gives every request this answer. */
async function senderTo(status: number, answer: string, stream: boolean) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    // In chunks where it is a stream, else with its length.
    response.writeHead(status);
    if (stream) response.write(answer.slice(0, 4));
    response.end(stream ? answer.slice(4) : answer);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { send, close } = createSender({ url, headers: {} }, { stream });
  closers.push(close, () => server.close());
  return { send, bodies };
}

describe('createSender', () => {
  it.each([
    [false, '{"choices":[]}'],
    [true, 'data: {}\n\ndata: [DONE]\n\n'],
  ])('sends a chat (stream: %s) and is content with a whole answer', async (stream, answer) => {
    const { send, bodies } = await senderTo(200, answer, stream);
    await send();
    await send();
    expect(bodies.map((body) => JSON.parse(body).stream ?? false)).toEqual([stream, stream]);
  });

  it.each([
    ['an error', 500, false, '{"error":{}}'],
    ['a stream without its end', 200, true, 'data: {}\n\n'],
    ['an empty answer', 200, false, ''],
  ])('fails at %s', async (_, status, stream, answer) => {
    const { send } = await senderTo(status, answer, stream);
    await expect(send()).rejects.toThrow(`answered with ${status}`);
  });
});
