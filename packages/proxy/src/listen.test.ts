import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Listening, listen } from './listen.js';
import { defaultLimits } from './options.js';
import { readBytes } from './request-body.js';

let listening: Listening | undefined;
/** Exchanges that have started. */
let served = 0;

/** @param signal ends what still runs */
async function close(signal = new AbortController().signal): Promise<void> {
  const closing = listening;
  listening = undefined;
  await closing?.close(signal);
}
afterEach(() => close(AbortSignal.abort()));

async function open(limits = defaultLimits): Promise<Socket> {
  served = 0;
  listening = await listen({ host: '127.0.0.1', port: 0, limits }, () => async (exchange) => {
    served += 1;
    await readBytes(exchange, limits.maxRequestBytes).catch(() => {});
    exchange.response.end('done');
  });
  const socket = connect(listening.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function untilClosed(socket: Socket): Promise<string> {
  let received = '';
  socket.on('data', (part) => {
    received += part.toString();
  });
  await once(socket, 'close');
  return received;
}

describe('listen', () => {
  it.each([
    { what: 'says nothing', limits: { headersTimeoutMs: 100 }, sent: '', received: /^HTTP\/1\.1 408 / },
    {
      what: 'never ends its head',
      limits: { headersTimeoutMs: 100 },
      sent: 'GET / HTTP/1.1\r\nHost: a\r\n',
      received: /^HTTP\/1\.1 408 /,
    },
    // There may already be a response to an unfinished request, so none is put into it.
    {
      what: 'never ends its body',
      limits: { headersTimeoutMs: 500, requestTimeoutMs: 500 },
      sent: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
      received: /^$/,
    },
    {
      what: 'asks once and then no more',
      limits: { keepAliveTimeoutMs: 100 },
      sent: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
      received: /^HTTP\/1\.1 200 .*done$/s,
    },
  ])('closes the connection of a client that $what', async ({ limits, sent, received }) => {
    const socket = await open({ ...defaultLimits, ...limits });
    socket.write(sent);
    expect(await untilClosed(socket)).toMatch(received);
  });

  it.each([
    { what: 'sent nothing', sent: '', received: '' },
    { what: 'was served', sent: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', received: 'done' },
  ])('does not wait for a client that $what when it closes', async ({ sent, received }) => {
    const socket = await open({ ...defaultLimits, keepAliveTimeoutMs: 60_000 });
    const text = untilClosed(socket);
    socket.write(sent);
    if (received !== '') await once(socket, 'data');
    await close();
    expect(await text).toContain(received);
  });

  it('ends a connection with the response that runs while it closes', async () => {
    const socket = await open();
    const text = untilClosed(socket);
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{');
    await expect.poll(() => served, { interval: 5 }).toBe(1);
    const closed = close();
    socket.write('}');
    await closed;
    expect(await text).toMatch(/^HTTP\/1\.1 200 .*done$/s);
  });

  it('reports that its port is taken', async () => {
    await open();
    const port = listening?.port ?? 0;
    const second = listen({ host: '127.0.0.1', port, limits: defaultLimits }, () => async () => {});
    await expect(second).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: `Cannot listen on port ${port} of 127.0.0.1: the port is in use.`,
      details: { host: '127.0.0.1', port, reason: 'EADDRINUSE' },
    });
  });
});
