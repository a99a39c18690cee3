import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPost, parseWebhookSecret, parseWebhookUrl, sendMessage, type Webhook } from './webhook.js';

interface Seen {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Respond = (response: ServerResponse) => void;

const message = { id: 'msg_1', body: '{"text":"lost the permission: a/b"}' };
const secret = Buffer.from('a secret of more than 16 bytes');
const status =
  (code: number, headers: Record<string, string> = {}): Respond =>
  (response) =>
    response.writeHead(code, headers).end();

let seen: Seen[];
let waits: number[];
/** The server's responses, one request after the other; the last one is repeated. */
let responses: Respond[];
const server = createServer((request, response) => {
  void text(request).then((body) => {
    seen.push({ path: request.url ?? '', headers: request.headers, body });
    (responses.length > 1 ? responses.shift() : responses[0])?.(response);
  });
});
let origin: string;
let opened: Awaited<ReturnType<typeof openPost>>;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  opened = await openPost({}, new URL(origin));
});
afterAll(async () => {
  await opened.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  [seen, waits] = [[], []];
});
afterEach(() => {
  server.closeAllConnections();
});

function webhook(changes: Partial<Webhook> = {}): Webhook {
  return {
    ...{ url: new URL('/hook', origin), secret, post: opened.post, timeout: 60_000 },
    now: () => Date.parse('2026-11-27T15:00:00Z'),
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...changes,
  };
}

const send = (hook: Webhook): Promise<void> => sendMessage(hook, message, new AbortController().signal);

describe('sendMessage', () => {
  it('sends the JSON with a signature that Standard Webhooks can verify', async () => {
    responses = [status(204)];
    await send(webhook());
    const [first] = seen;
    const timestamp = first?.headers['webhook-timestamp'];
    const expected = createHmac('sha256', secret).update(`msg_1.${timestamp}.${message.body}`);
    expect(timestamp).toBe('1795791600');
    expect(first?.headers['webhook-signature']).toBe(`v1,${expected.digest('base64')}`);
    expect(first).toMatchObject({ path: '/hook', body: message.body });
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'msg_1' });
  });

  it('tries again until the receiver accepts, with the same id and a new time', async () => {
    responses = [status(500), status(503), status(200)];
    let now = 0;
    await send(webhook({ now: () => (now += 60_000) }));
    expect(seen.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_1', 'msg_1', 'msg_1']);
    expect(seen.map(({ headers }) => headers['webhook-timestamp'])).toEqual(['60', '120', '180']);
    expect(waits).toEqual([1_000, 4_000]);
  });

  it.each<[string, Respond[], number, number[], RegExp]>([
    ['fails each time', [status(502)], 4, [1_000, 4_000, 15_000], /responded with 502\./],
    ['rejects it', [status(403)], 1, [], /responded with 403\./],
    ['asks for a wait', [status(429, { 'retry-after': '7' }), status(400)], 2, [7_000], /responded with 400/],
    ['asks for a long wait', [status(429, { 'retry-after': '600' })], 1, [], /responded with 429/],
    [
      'breaks the connection off',
      [(response) => response.destroy()],
      4,
      [1_000, 4_000, 15_000],
      /could not be reached \(\w+\)/,
    ],
  ])('gives up where the receiver %s', async (_, given, requests, waited, says) => {
    responses = given;
    await expect(send(webhook())).rejects.toMatchObject({
      code: 'NOTIFY_FAILED',
      message: expect.stringMatching(says),
    });
    expect(seen).toHaveLength(requests);
    expect(waits).toEqual(waited);
  });

  it('does not wait for a receiver that does not respond', async () => {
    responses = [() => {}];
    await expect(send(webhook({ timeout: 50 }))).rejects.toThrow(/did not respond within 50 ms/);
    expect(waits).toHaveLength(3);
  });

  it('does not follow redirects, so that no one else gets the report and its signature', async () => {
    responses = [status(307, { location: '/elsewhere' }), status(200)];
    await expect(send(webhook())).rejects.toThrow(/responded with 307\. Redirects are not followed/);
    expect(seen.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('sends the user of the URL as Basic authorization, and repeats nothing of the URL but its origin', async () => {
    responses = [status(404)];
    const url = new URL('/services/T0KEN?key=K3Y', origin);
    url.username = 'us er';
    url.password = 'pässword';
    const error: unknown = await send(webhook({ url })).catch((cause: unknown) => cause);
    const [first] = seen;
    expect(first?.path).toBe('/services/T0KEN?key=K3Y');
    expect(first?.headers.authorization).toBe(`Basic ${Buffer.from('us er:pässword').toString('base64')}`);
    const told = JSON.stringify([error, error instanceof Error && error.message]);
    expect(told).toContain(new URL(origin).host);
    for (const part of ['T0KEN', 'K3Y', 'us er', 'us%20er', 'ssword', 'secret'])
      expect(told).not.toContain(part);
  });

  it('signs nothing without a secret', async () => {
    responses = [status(200)];
    await send(webhook({ secret: null }));
    expect(seen[0]?.headers['webhook-signature']).toBeUndefined();
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it('stops at once when the watch ends', async () => {
    responses = [status(500)];
    const ending = new AbortController();
    const wait = async () => ending.abort(new Error('the end'));
    await expect(sendMessage(webhook({ wait }), message, ending.signal)).rejects.toThrow('the end');
    expect(seen).toHaveLength(1);
  });
});

describe('settings of a webhook', () => {
  it.each([
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 24],
    ['0123456789abcdef', 16],
  ])('reads the secret %s as %i bytes', (text, bytes) => {
    expect(parseWebhookSecret(text, 'SECRET')).toHaveLength(bytes);
  });

  it.each([
    [
      'a short secret',
      () => parseWebhookSecret('short-one', 'SECRET'),
      /^SECRET must have at least 16 bytes/,
    ],
    ['a short secret in base64', () => parseWebhookSecret('whsec_c2hvcnQtb25l', 'SECRET'), /^SECRET must/],
    ['another scheme', () => parseWebhookUrl('ftp://short-one/', '--notify'), /^--notify must be/],
    ['no URL', () => parseWebhookUrl('short-one', '--notify'), /^--notify must be/],
  ])('rejects %s without repeating it', (_, parse, says) => {
    expect(parse).toThrow(says);
    expect(parse).not.toThrow(/short-one|c2hvcnQtb25l/);
  });
});
