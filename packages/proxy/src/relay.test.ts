import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { passOn } from './relay.js';

const never = new AbortController().signal;
const server = createServer();
let client: Socket;
let response: ServerResponse;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(async () => {
  const address = server.address();
  client = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  [, response] = await once(server, 'request');
  response.on('error', () => {});
});
afterEach(() => {
  client.destroy();
  server.closeAllConnections();
});
afterAll(() => server.close());

/** So many chunks of 1 MiB. */
const chunks = (count: number): Readable =>
  Readable.from(Array.from({ length: count }, () => Buffer.alloc(1_048_576)));
const options = { inspect: (chunk: Buffer) => chunk, clientTimeoutMs: 10_000 };

describe('passOn', () => {
  it('gives up on a client that stops reading', async () => {
    client.pause();
    const source = chunks(100);
    const passed = passOn(source, { response, signal: never }, { ...options, clientTimeoutMs: 50 });
    await expect(passed).rejects.toMatchObject({ code: 'CLIENT_STALLED' });
    expect(source.destroyed).toBe(true);
  });

  it('gives up at once when the client has gone', async () => {
    client.pause();
    const controller = new AbortController();
    const passed = passOn(chunks(100), { response, signal: controller.signal }, options);
    setImmediate(() => controller.abort(new Error('gone')));
    await expect(passed).rejects.toThrow('gone');
  });

  it('goes on when the client reads on, and resolves at the end of the source', async () => {
    client.resume();
    await passOn(chunks(20), { response, signal: never }, options);
    expect(response.writableEnded).toBe(false);
    response.end();
    await once(response, 'finish');
  });

  it('writes what is made of each chunk, and nothing where that is null', async () => {
    let received = '';
    client.on('data', (part) => {
      received += part.toString();
    });
    const source = Readable.from(['a', 'b', 'c'].map((text) => Buffer.from(text)));
    const inspect = (chunk: Buffer) => (chunk.toString() === 'b' ? null : Buffer.from(`<${chunk}>`));
    await passOn(source, { response, signal: never }, { ...options, inspect });
    response.end();
    await expect.poll(() => received).toMatch(/\r\n0\r\n\r\n$/);
    expect(received).toContain('<a>');
    expect(received).toContain('<c>');
    expect(received).not.toContain('b>');
  });

  it.each([
    {
      what: 'what inspecting a chunk throws',
      source: () => chunks(2),
      inspect: () => {
        throw new Error('not this one');
      },
      message: 'not this one',
    },
    {
      what: 'the error of the source',
      source: () => new Readable({ read() {} }).destroy(new Error('reset')),
      inspect: options.inspect,
      message: 'reset',
    },
    {
      what: 'a source that closes before its end',
      source: () => new Readable({ read() {} }).destroy(),
      inspect: options.inspect,
      message: 'ended early',
    },
  ])('rejects with $what', async ({ source, inspect, message }) => {
    const passed = passOn(source(), { response, signal: never }, { ...options, inspect });
    await expect(passed).rejects.toThrow(message);
  });
});
