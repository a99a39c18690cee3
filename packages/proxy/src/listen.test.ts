import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLimits } from './limits.js';
import { type Listening, listen } from './listen.js';
import { readBytes } from './request-body.js';

let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close(AbortSignal.abort());
  listening = undefined;
});

const limits = { ...defaultLimits, headersTimeoutMs: 100, requestTimeoutMs: 200, keepAliveTimeoutMs: 100 };

async function open(): Promise<Socket> {
  listening = await listen({ host: '127.0.0.1', port: 0, limits }, () => async (exchange) => {
    await readBytes(exchange, limits.maxRequestBytes).catch(() => {});
    exchange.response.end('done');
  });
  const socket = connect(listening.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function untilClosed(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (part) => {
    answer += part.toString();
  });
  await once(socket, 'close');
  return answer;
}

describe('listen', () => {
  it.each([
    { what: 'says nothing', sent: '', answer: /^HTTP\/1\.1 408 / },
    { what: 'never ends its head', sent: 'GET / HTTP/1.1\r\nHost: a\r\n', answer: /^HTTP\/1\.1 408 / },
    // There may already be a response to an unfinished request, so none is put into it.
    {
      what: 'never ends its body',
      sent: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
      answer: /^$/,
    },
    {
      what: 'asks once and then no more',
      sent: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
      answer: /^HTTP\/1\.1 200 .*done$/s,
    },
  ])('lets go of a client that $what', async ({ sent, answer }) => {
    const socket = await open();
    socket.write(sent);
    expect(await untilClosed(socket)).toMatch(answer);
  });

  it('reports that its port is taken', async () => {
    await open();
    const port = listening?.port ?? 0;
    const second = listen({ host: '127.0.0.1', port, limits }, () => async () => {});
    await expect(second).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: `Cannot listen on port ${port} of 127.0.0.1: the port is in use.`,
      details: { host: '127.0.0.1', port, reason: 'EADDRINUSE' },
    });
  });
});
