import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, lastEvent } from '../support/proxy/ask.js';
import { allowed, forbidden } from '../support/proxy/attacks.js';
import { startTestProxy, type TestProxy } from '../support/proxy/start-test-proxy.js';
import {
  eventOf,
  type Respond,
  sendEvents,
  sendJson,
  startEvents,
  startUpstream,
  type Upstream,
} from '../support/transport/upstream.js';

const completion = {
  id: 'gen-1',
  model: allowed,
  choices: [{ index: 0, message: { role: 'assistant', content: 'A bird.' } }],
};
const events = [
  ...['A ', 'bird.'].map((content) => ({
    id: 'gen-1',
    model: allowed,
    choices: [{ index: 0, delta: { content } }],
  })),
  '[DONE]',
];
const key = 'sk-or-v1-of-the-environment';

let respond: Respond;
let sandbox: Sandbox;
let upstream: Upstream;
let proxy: TestProxy;
beforeAll(async () => {
  sandbox = await startSandbox();
  upstream = await startUpstream((...call) => respond(...call));
  proxy = await startTestProxy(sandbox.url, {
    baseUrl: upstream.url,
    apiKey: key,
    limits: { maxRequestBytes: 1_048_576 },
  });
});
beforeEach(() => {
  respond = (response) => sendJson(response, completion);
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
  await sandbox.close();
});

const lastArrived = () => upstream.requests.at(-1);
const shapes = [
  {
    path: '/v1/chat/completions',
    codeIn: (body: { error: { metadata: { code: string } } }) => body.error.metadata.code,
  },
  {
    path: '/v1/messages',
    codeIn: (body: { error: { details: { error_code: string } } }) => body.error.details.error_code,
  },
];

/** Holds a response, once, until it is given back. */
function holdResponse(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    respond = (response) => resolve(response);
  });
}

/** More than the proxy accepts, without a length. */
function tooLongBody(): ReadableStream<Uint8Array> {
  let left = 3;
  return new ReadableStream({
    pull(controller) {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(Buffer.alloc(1_048_576, 32));
    },
  });
}

describe('what is sent upstream', () => {
  it.each([
    { given: { authorization: 'Bearer sk-own' }, sent: { authorization: 'Bearer sk-own' } },
    { given: { 'x-api-key': 'sk-own' }, sent: { 'x-api-key': 'sk-own' } },
    { given: {}, sent: { authorization: `Bearer ${key}` } },
    { given: { authorization: 'Bearer ' }, sent: { authorization: `Bearer ${key}` } },
    { given: { authorization: 'Bearer distillable' }, sent: { authorization: `Bearer ${key}` } },
    { given: { 'x-api-key': 'distillable' }, sent: { authorization: `Bearer ${key}` } },
  ])('has one key where the caller gives $given', async ({ given, sent }) => {
    for (const path of ['/v1/chat/completions', '/v1/embeddings']) {
      await ask(proxy.origin, { path, headers: given });
      const { authorization, 'x-api-key': apiKey } = lastArrived()?.headers ?? {};
      expect(JSON.parse(JSON.stringify({ authorization, 'x-api-key': apiKey }))).toEqual(sent);
    }
  });

  it('has the exact length, the flag, and nothing that was of the connection or of the old body', async () => {
    await ask(proxy.origin, {
      body: gzipSync(JSON.stringify({ model: allowed, messages: [{ role: 'user', content: 'ü' }] })),
      path: '/v1/chat/completions?beta=true',
      headers: {
        'content-encoding': 'gzip',
        connection: 'keep-alive, x-hop',
        'x-hop': 'a',
        'x-distillable-token': 'b',
        'x-forwarded-host': 'c',
        'accept-encoding': 'gzip',
        cookie: 'd=e',
        'x-title': 'kept',
      },
    });
    const { headers = {}, body = '', path } = lastArrived() ?? {};
    expect(path).toBe('/api/v1/chat/completions?beta=true');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(JSON.parse(body)).toMatchObject({ provider: { enforce_distillable_text: true } });
    expect(headers).toMatchObject({
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'x-openrouter-metadata': 'enabled',
      'x-title': 'kept',
      host: new URL(upstream.origin).host,
    });
    for (const name of ['content-encoding', 'x-hop', 'x-distillable-token', 'x-forwarded-host', 'cookie']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  it('is unchanged where it makes no text', async () => {
    const body = '{"model":"openai/text-embedding-3-small",  "input":"a"}';
    const { status } = await ask(proxy.origin, { path: '/v1/embeddings', body });
    expect(status).toBe(200);
    expect(lastArrived()).toMatchObject({ method: 'POST', path: '/api/v1/embeddings', body });
    expect(lastArrived()?.headers['accept-encoding']).toBeUndefined();
  });

  it('is no more than may come, also where no length is announced', async () => {
    const before = upstream.requests.length;
    for (const path of ['/v1/chat/completions', '/v1/files']) {
      // Whether a client that is still sending gets to read the completion is up to its connection.
      await fetch(proxy.origin + path, { method: 'POST', body: tooLongBody(), ...{ duplex: 'half' } }).catch(
        () => {},
      );
      await expect.poll(() => proxy.records.at(-1)).toMatchObject({ path, status: 413, outcome: 'denied' });
    }
    expect(upstream.requests.slice(before)).toEqual([]);
  });
});

describe('what comes back', () => {
  it('has no header that opens it to web pages, sets cookies, or is of the connection', async () => {
    respond = (response) =>
      sendJson(response, completion, 200, {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'x-generation-id',
        'set-cookie': 'a=b',
        'alt-svc': 'h3=":443"',
        'x-generation-id': 'gen-1',
      });
    const { headers, text } = await ask(proxy.origin);
    expect(JSON.parse(text)).toEqual(completion);
    expect(headers['x-generation-id']).toBe('gen-1');
    for (const name of [
      'access-control-allow-origin',
      'access-control-expose-headers',
      'set-cookie',
      'alt-svc',
    ]) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  it('is an error of the upstream as it is', async () => {
    const error = { error: { code: 429, message: 'Slow down' } };
    respond = (response) => sendJson(response, error, 429, { 'retry-after': '7' });
    const { status, headers, text } = await ask(proxy.origin);
    expect([status, headers['retry-after'], JSON.parse(text)]).toEqual([429, '7', error]);
  });

  it.each(shapes)(
    'is no redirect at $path: a client would send its own body after it',
    async ({ path, codeIn }) => {
      respond = (response) => response.writeHead(307, { location: 'https://elsewhere.example/' }).end();
      const { status, headers, text } = await ask(proxy.origin, { path });
      expect([status, codeIn(JSON.parse(text)), headers.location]).toEqual([
        502,
        'UPSTREAM_REDIRECT',
        undefined,
      ]);
    },
  );

  it('is refused where it is zipped, unasked, and so unread', async () => {
    respond = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(completion)));
    };
    const { status, text } = await ask(proxy.origin);
    expect(status).toBe(403);
    expect(text).toContain('RESPONSE_UNVERIFIED');
  });

  it('passes event by event, long before its end', async () => {
    const held = holdResponse();
    let sawFirst = (): void => {};
    const seen = new Promise<void>((resolve) => {
      sawFirst = resolve;
    });
    const asked = ask(proxy.origin, { body: { stream: true }, onChunk: sawFirst });
    const response = await held;
    startEvents(response);
    response.write(eventOf(events[0] ?? ''));
    await seen;
    response.end(events.slice(1).map(eventOf).join(''));
    const { text, isWhole } = await asked;
    expect(text).toBe(events.map(eventOf).join(''));
    expect(isWhole).toBe(true);
  });

  it('is cancelled upstream when the client leaves', async () => {
    const held = holdResponse();
    const asked = ask(proxy.origin, { body: { stream: true }, onChunk: (_, sent) => sent.destroy() });
    const response = await held;
    startEvents(response);
    response.write(eventOf(events[0] ?? ''));
    await once(response, 'close');
    expect((await asked).isWhole).toBe(false);
    await expect.poll(() => proxy.records.at(-1)).toMatchObject({ status: 200, outcome: 'left' });
  });

  it('is not waited for when the client leaves before it begins', async () => {
    const held = holdResponse();
    const controller = new AbortController();
    const asked = fetch(`${proxy.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: allowed, messages: [] }),
      signal: controller.signal,
    }).catch(() => 'left');
    const response = await held;
    controller.abort();
    await once(response, 'close');
    expect(await asked).toBe('left');
  });
});

describe('a receipt', () => {
  /** What to do with the next receipt. */
  let keep: () => Promise<void>;
  let keeping: TestProxy;
  beforeAll(async () => {
    const receipts = { onReceipt: () => keep() };
    keeping = await startTestProxy(sandbox.url, { baseUrl: upstream.url, receipts });
  });
  afterAll(() => keeping.close());

  it('is kept before the end of a stream is handed out', async () => {
    let finish = (): void => {};
    const started = new Promise<void>((resolve) => {
      keep = () => {
        resolve();
        return new Promise((done) => {
          finish = done;
        });
      };
    });
    respond = (response) => sendEvents(response, events);
    let received = '';
    const asked = ask(keeping.origin, {
      body: { stream: true },
      onChunk: (chunk) => {
        received += chunk;
      },
    });
    await started;
    expect(received).not.toContain('[DONE]');
    finish();
    expect((await asked).text).toContain('[DONE]');
  });

  it('that can not be kept keeps its response back, and is reported', async () => {
    const before = keeping.errors.length;
    keep = async () => {
      throw new Error('The disk is full.');
    };
    const whole = await ask(keeping.origin);
    const code = { error: { metadata: { code: 'LEDGER_FAILED' } } };
    expect([whole.status, whole.headers['x-should-retry']]).toEqual([500, 'false']);
    expect(JSON.parse(whole.text)).toMatchObject(code);
    respond = (response) => sendEvents(response, events);
    const stream = await ask(keeping.origin, { body: { stream: true } });
    expect(stream.isWhole).toBe(false);
    expect(stream.text).not.toContain('[DONE]');
    expect(lastEvent(stream.text)).toMatchObject(code);
    expect(keeping.errors.slice(before)).toMatchObject([
      { code: 'LEDGER_FAILED', cause: { message: 'The disk is full.' } },
      { code: 'LEDGER_FAILED' },
    ]);
  });
});

describe('an upstream that fails', () => {
  it('is reported when it does not respond, or stalls half-way, and the stream that it lets stall is broken off', async () => {
    const limits = { upstreamTimeoutMs: 1_000 };
    const impatient = await startTestProxy(sandbox.url, { baseUrl: upstream.url, limits });
    respond = (response, { body }) => {
      const { user } = JSON.parse(body);
      if (user === 'stream') startEvents(response);
      if (user === 'stream') response.write(eventOf(events[0] ?? ''));
      if (user === 'half')
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":"gen-1",');
    };
    const whole = shapes.flatMap(({ path, codeIn }) =>
      ['none', 'half'].map(async (user) => {
        const { status, text, headers } = await ask(impatient.origin, { path, body: { user } });
        expect([status, codeIn(JSON.parse(text))]).toEqual([504, 'UPSTREAM_TIMEOUT']);
        expect(headers['x-should-retry']).toBeUndefined();
      }),
    );
    const stream = await ask(impatient.origin, { body: { stream: true, user: 'stream' } });
    expect([stream.status, stream.isWhole]).toEqual([200, false]);
    expect(lastEvent(stream.text)).toMatchObject({
      error: { code: 504, metadata: { code: 'UPSTREAM_TIMEOUT' } },
    });
    await Promise.all(whole);
    await impatient.close();
  });

  it.each(shapes)('is reported at $path when it resets', async ({ path, codeIn }) => {
    respond = (response) => response.socket?.resetAndDestroy();
    const { status, text } = await ask(proxy.origin, { path });
    expect([status, codeIn(JSON.parse(text))]).toEqual([502, 'UPSTREAM_FAILED']);
  });

  it('breaks the stream off that it cuts, and adds nothing to half an event', async () => {
    const half = 'data: {"id":"gen-1","model":';
    respond = (response) => {
      startEvents(response);
      response.write(eventOf(events[0] ?? '') + half, () => response.destroy());
    };
    const { text, isWhole } = await ask(proxy.origin, { body: { stream: true } });
    expect(isWhole).toBe(false);
    expect(text).toBe(eventOf(events[0] ?? '') + half);
  });

  it('gets no word out of a stream that turns out to be of another model', async () => {
    const lie = { id: 'gen-1', model: forbidden, choices: [{ index: 0, delta: { content: 'secret' } }] };
    respond = (response) => sendEvents(response, [lie, ...events]);
    const { text, isWhole } = await ask(proxy.origin, { body: { stream: true } });
    expect(isWhole).toBe(false);
    expect(text).not.toContain('secret');
    expect(lastEvent(text)).toMatchObject({ error: { metadata: { code: 'RESPONSE_UNVERIFIED' } } });
  });
});
