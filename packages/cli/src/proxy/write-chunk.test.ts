import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeChunk } from './write-chunk.js';

const chunk = Buffer.alloc(1_048_576);
const never = new AbortController().signal;
const server = createServer();
let client: Socket;
let response: ServerResponse;

beforeEach(async () => {
  if (!server.listening) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const address = server.address();
  client = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  [, response] = await once(server, 'request');
  response.on('error', () => {});
});
afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
});

/** Writes until the client takes no more. */
async function fill(signal: AbortSignal, timeout: number): Promise<never> {
  for (;;) await writeChunk(response, chunk, { signal, timeout });
}

describe('writeChunk', () => {
  it('gives up on a client that stops to read', async () => {
    client.pause();
    await expect(fill(never, 50)).rejects.toMatchObject({ code: 'CLIENT_STALLED' });
  });

  it('gives up at once when it is told that the client has gone', async () => {
    client.pause();
    const controller = new AbortController();
    const filled = fill(controller.signal, 60_000);
    setImmediate(() => controller.abort(new Error('gone')));
    await expect(filled).rejects.toThrow('gone');
  });

  it('goes on when the client reads on', async () => {
    client.resume();
    for (let count = 0; count < 20; count += 1) {
      await writeChunk(response, chunk, { signal: never, timeout: 10_000 });
    }
    expect(response.destroyed).toBe(false);
  });
});
