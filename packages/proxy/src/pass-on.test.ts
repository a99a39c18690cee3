import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { passOn } from './pass-on.js';

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

  it('inspects and writes chunks that arrive together as one, and nothing where inspecting gives null', async () => {
    let received = '';
    client.on('data', (part) => {
      received += part.toString();
    });
    const source = new Readable({ read() {} });
    const inspected: string[] = [];
    const inspect = (bytes: Buffer): Buffer | null => {
      inspected.push(bytes.toString());
      return bytes.includes('secret') ? null : Buffer.from(`<${bytes}>`);
    };
    const passed = passOn(source, { response, signal: never }, { ...options, inspect });
    for (const burst of [['a', 'b'], ['secret'], ['c']]) {
      for (const text of burst) source.push(text);
      await new Promise(setImmediate);
    }
    source.push(null);
    await passed;
    response.end();
    await expect.poll(() => received).toMatch(/\r\n0\r\n\r\n$/);
    expect(inspected).toEqual(['ab', 'secret', 'c']);
    expect(received).toContain('<ab>');
    expect(received).toContain('<c>');
    expect(received).not.toContain('secret');
  });

  it('writes what arrived together with the end', async () => {
    const source = new Readable({ read() {} });
    source.push('a');
    source.push(null);
    const written: string[] = [];
    const inspect = (bytes: Buffer): null => {
      written.push(bytes.toString());
      return null;
    };
    await passOn(source, { response, signal: never }, { ...options, inspect });
    expect(written).toEqual(['a']);
  });

  it('writes what arrived before the source fails', async () => {
    const source = new Readable({ read() {} });
    const written: string[] = [];
    const inspect = (bytes: Buffer): null => {
      written.push(bytes.toString());
      return null;
    };
    const passed = passOn(source, { response, signal: never }, { ...options, inspect });
    source.once('data', () => source.destroy(new Error('reset')));
    source.push('a');
    await expect(passed).rejects.toThrow('reset');
    expect(written).toEqual(['a']);
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
