import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { PolicyViolationError, type Receipt, UnverifiedResponseError } from '@distillable/core';
import {
  type ChatBody,
  type Client,
  type ClientMethod,
  type ClientOptions,
  type CompletionsBody,
  createClient,
  RequestError,
} from '@distillable/core/client';
import { Agent, MockAgent } from 'undici';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { chatShape, shapes } from '../support/transport/answers.js';
import { collect, guardOf, reasonOf } from '../support/transport/guards.js';
import {
  type Respond,
  sendEvents,
  sendJson,
  startUpstream,
  type Upstream,
} from '../support/transport/upstream.js';

const key = 'sk-or-secret';
const flag = { enforce_distillable_text: true };
const { body: chatBody, answer: chatAnswer } = chatShape;
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0)) await close();
});

interface World {
  readonly upstream: Upstream;
  readonly client: Client;
  readonly receipts: Receipt[];
  readonly refusals: PolicyViolationError[];
}

async function startWorld(respond: Respond, options: Partial<ClientOptions> = {}): Promise<World> {
  const upstream = await startUpstream(respond);
  const dispatcher = new Agent();
  cleanUp.push(
    () => dispatcher.destroy(),
    () => upstream.close(),
  );
  const receipts: Receipt[] = [];
  const refusals: PolicyViolationError[] = [];
  const guard = guardOf({
    baseUrl: upstream.url,
    onReceipt: (receipt) => void receipts.push(receipt),
    onRefusal: (error) => void refusals.push(error),
  });
  const client = createClient({ apiKey: key, guard, dispatcher, retryDelay: 1, ...options });
  return { upstream, client, receipts, refusals };
}

describe.each(shapes)('$name', ({ name, path, body, answer, events, error }) => {
  const send = (client: Client): ClientMethod<ChatBody & CompletionsBody> => client[name];

  it('sends the guarded body and hands out a verified answer', async () => {
    const { upstream, client, receipts } = await startWorld(
      (response) => sendJson(response, answer('open/small')),
      {
        title: 'Tests',
        referer: 'https://example.com',
      },
    );
    const { body: received, text, receipt } = await send(client)(body);
    expect(received).toEqual(answer('open/small'));
    expect(text).toBe('A bird.');
    expect(receipt).toMatchObject({ id: 'gen-1', endpoint: name, outcome: 'verified', complete: true });
    expect(receipts).toEqual([receipt]);

    const [request] = upstream.requests;
    expect(request).toMatchObject({ method: 'POST', path });
    expect(JSON.parse(request?.body ?? '')).toEqual({ ...body, provider: flag });
    expect(request?.headers).toEqual({
      ...{ host: new URL(upstream.url).host, connection: 'keep-alive' },
      'content-type': 'application/json',
      'content-length': String(request?.body.length),
      'http-referer': 'https://example.com',
      'x-openrouter-title': 'Tests',
      'x-openrouter-metadata': 'enabled',
      authorization: `Bearer ${key}`,
    });
  });

  it('streams events with the text that each adds', async () => {
    const { client, upstream } = await startWorld((response) => sendEvents(response, events('open/small')));
    const stream = send(client)({ ...body, stream: true });
    const received = await collect(stream);
    expect(received.map(({ text }) => text).join('')).toBe('A bird.');
    expect(received.map(({ data }) => data)).toEqual(
      events('open/small').filter((event) => event !== '[DONE]'),
    );
    expect(received[0]?.event).toBe(
      name === 'responses' ? 'response.created' : name === 'messages' ? 'message_start' : undefined,
    );
    expect(await stream.receipt).toMatchObject({ outcome: 'verified', complete: true });
    expect(JSON.parse(upstream.requests[0]?.body ?? '')).toEqual({ ...body, stream: true, provider: flag });
  });

  it('refuses before anything is sent', async () => {
    const { client, upstream, refusals } = await startWorld((response) =>
      sendJson(response, answer('open/small')),
    );
    const refused = { ...body, model: 'closed/big' };
    expect(await reasonOf(send(client)(refused))).toBeInstanceOf(PolicyViolationError);
    const stream = send(client)({ ...refused, stream: true });
    expect(await reasonOf(collect(stream))).toBeInstanceOf(PolicyViolationError);
    expect(await reasonOf(stream.receipt)).toBeInstanceOf(PolicyViolationError);
    expect(refusals).toHaveLength(2);
    expect(upstream.requests).toEqual([]);
  });

  it('hands out nothing of another model, and does not ask again', async () => {
    const { client, upstream } = await startWorld((response, request) =>
      request.body.includes('"stream":true')
        ? sendEvents(response, events('closed/big'))
        : sendJson(response, answer('closed/big')),
    );
    expect(await reasonOf(send(client)(body))).toBeInstanceOf(UnverifiedResponseError);
    const stream = send(client)({ ...body, stream: true });
    expect(await reasonOf(collect(stream))).toBeInstanceOf(UnverifiedResponseError);
    expect(await stream.receipt).toMatchObject({ outcome: 'unverified' });
    expect(upstream.requests).toHaveLength(2);
  });

  it('throws the error that a stream tells of, after what came before it', async () => {
    const { client, upstream } = await startWorld((response) =>
      sendEvents(response, [...events('open/small').slice(0, 2), error]),
    );
    const stream = send(client)({ ...body, stream: true });
    const texts: string[] = [];
    const reason = await reasonOf(
      (async () => {
        for await (const { text } of stream) texts.push(text);
      })(),
    );
    expect(reason).toMatchObject({
      code: 'STREAM_ERROR',
      details: { errorMessage: 'Provider disconnected' },
    });
    expect(texts).toHaveLength(2);
    expect(await stream.receipt).toMatchObject({ complete: false });
    expect(upstream.requests).toHaveLength(1);
  });
});

it('sends batches beside the root, and takes their answer as it is', async () => {
  const batch = { id: 'batch-1', status: 'validating' };
  const { client, upstream } = await startWorld((response) => sendJson(response, batch));
  const requests = [{ custom_id: 'a', body: chatBody }];
  const { body, text, receipt } = await client.batches({ model: 'open/small', requests });
  expect(body).toEqual(batch);
  expect(text).toBe('');
  expect(receipt.outcome).toBe('deferred');
  expect(upstream.requests[0]?.path).toBe('/api/beta/batches');
  expect(JSON.parse(upstream.requests[0]?.body ?? '').requests[0].body.provider).toEqual(flag);
});

describe('retries', () => {
  const ok = chatAnswer('open/small');
  const availability = (retryable: boolean, more: object = {}) => ({
    error: { code: 1, message: 'no', availability: { code: 'x', retryable, ...more } },
  });
  it.each([
    ['429', 'chat', 429, {}, {}, 3],
    ['408', 'chat', 408, {}, {}, 3],
    ['500', 'chat', 500, {}, {}, 3],
    ['503 with a wait', 'chat', 503, { 'retry-after': '0' }, {}, 3],
    ['503 with a wait that is too long', 'chat', 503, { 'retry-after': '31' }, {}, 1],
    ['503 with a long wait in its body', 'chat', 503, {}, availability(true, { retry_after: 31 }), 1],
    ['503 that says no', 'chat', 503, {}, availability(false), 1],
    ['404', 'chat', 404, {}, {}, 1],
    ['404 that says yes', 'chat', 404, {}, availability(true), 3],
    ['400', 'chat', 400, {}, {}, 1],
    ['307', 'chat', 307, { location: '/api/v1/elsewhere' }, {}, 1],
    ['200 that is a 503', 'chat', 200, {}, { error: { code: 503, message: 'busy' } }, 3],
    ['200 that is a 400', 'chat', 200, {}, { error: { code: 400, message: 'bad' } }, 1],
    ['a batch and 429', 'batches', 429, {}, {}, 3],
    ['a batch and 503', 'batches', 503, {}, {}, 1],
    ['a batch and 503 that says yes', 'batches', 503, {}, availability(true), 1],
  ] as const)('after %s: as often as that helps', async (_, method, status, headers, answer, expected) => {
    const { client, upstream, receipts } = await startWorld((response) =>
      sendJson(response, answer, status, headers),
    );
    const body = { ...chatBody, requests: [{ body: chatBody }] };
    const error = await reasonOf(method === 'chat' ? client.chat(chatBody) : client.batches(body));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code: 'UPSTREAM_STATUS', details: { status } });
    expect(upstream.requests).toHaveLength(expected);
    expect(receipts).toHaveLength(expected);
    expect(receipts.every(({ outcome }) => outcome === 'failed')).toBe(true);
  });

  it.each([true, false])('ends with the first answer that is none of these (stream: %s)', async (stream) => {
    const { client, upstream } = await startWorld((response, _, count) => {
      if (count < 3) sendJson(response, {}, 503);
      else if (stream) sendEvents(response, chatShape.events('open/small'));
      else sendJson(response, ok);
    });
    if (stream) expect(await collect(client.chat({ ...chatBody, stream: true }))).toHaveLength(2);
    else expect((await client.chat(chatBody)).text).toBe('A bird.');
    expect(upstream.requests).toHaveLength(3);
    expect(new Set(upstream.requests.map(({ body }) => body)).size).toBe(1);
  });

  it('waits as long as the server asks', async () => {
    const { client } = await startWorld((response, _, count) =>
      count === 1 ? sendJson(response, {}, 429, { 'retry-after': '1' }) : sendJson(response, ok),
    );
    const start = performance.now();
    await client.chat(chatBody);
    expect(performance.now() - start).toBeGreaterThan(990);
  });

  it('repeats what broke off before an answer, but no batch', async () => {
    const { client, upstream } = await startWorld((response) => response.destroy());
    expect(await reasonOf(client.chat(chatBody))).toMatchObject({ code: 'UPSTREAM_NETWORK' });
    expect(upstream.requests).toHaveLength(3);
    const batch = client.batches({ ...chatBody, requests: [{ body: chatBody }] });
    expect(await reasonOf(batch)).toMatchObject({ code: 'UPSTREAM_NETWORK' });
    expect(upstream.requests).toHaveLength(4);
  });

  it('repeats a batch that never left', async () => {
    const upstream = await startUpstream(() => {});
    await upstream.close();
    let asked = 0;
    const apiKey = () => {
      asked += 1;
      return key;
    };
    const client = createClient({ apiKey, guard: guardOf({ baseUrl: upstream.url }), retryDelay: 1 });
    const error = await reasonOf(client.batches({ ...chatBody, requests: [{ body: chatBody }] }));
    expect(error).toMatchObject({
      code: 'UPSTREAM_NETWORK',
      details: { sent: false, reason: 'ECONNREFUSED' },
    });
    expect(asked).toBe(3);
  });

  it.each([true, false])('asks nobody again once an answer has begun (stream: %s)', async (stream) => {
    const { client, upstream, receipts } = await startWorld((response) => {
      response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
      response.write(
        stream ? `data: ${JSON.stringify(chatShape.events('open/small')[0])}\n\n` : '{"model":',
        () => response.destroy(),
      );
    });
    const asking = stream ? collect(client.chat({ ...chatBody, stream: true })) : client.chat(chatBody);
    expect(await reasonOf(asking)).toMatchObject({ code: 'UPSTREAM_BODY_BROKEN' });
    expect(upstream.requests).toHaveLength(1);
    expect(receipts).toMatchObject([{ complete: false }]);
  });
});

describe('errors', () => {
  it('tell what OpenRouter says, and never the key', async () => {
    const availability = { code: 'no_endpoints', retryable: false, requested_models: ['open/small'] };
    const { client } = await startWorld((response) =>
      sendJson(
        response,
        { error: { code: 401, message: `Unknown key ${key}`, availability, metadata: { raw: key } } },
        401,
        { 'x-generation-id': 'gen-9', 'retry-after': '2' },
      ),
    );
    const error = await reasonOf(
      client.chat({ ...chatBody, messages: [{ role: 'user', content: 'canary' }] }),
    );
    expect(error).toMatchObject({
      name: 'RequestError',
      code: 'UPSTREAM_STATUS',
      message: 'OpenRouter answered 401: Unknown key [apiKey]. Try again in 2 s.',
      details: {
        status: 401,
        errorCode: 401,
        errorMessage: 'Unknown key [apiKey]',
        availability,
        retryAfter: 2_000,
        generationId: 'gen-9',
      },
    });
    const shown = inspect([error, client], { depth: Number.POSITIVE_INFINITY, showHidden: true });
    expect(shown).not.toContain(key);
    expect(shown).not.toContain('canary');
  });

  it('tell nothing of a key that no header could hold', async () => {
    const { client, upstream } = await startWorld(() => {}, { apiKey: `${key}\n` });
    const error = await reasonOf(client.chat(chatBody));
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error)).not.toContain(key);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    ['HTML', '<html>', 502, 'UPSTREAM_STATUS'],
    ['a list', '[]', 200, 'RESPONSE_UNVERIFIED'],
    ['nothing', '', 204, 'UPSTREAM_STATUS'],
    ['an error without end', 'x'.repeat(1_000_000), 404, 'UPSTREAM_STATUS'],
  ])('come of %s', async (_, text, status, code) => {
    const { client } = await startWorld(
      (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
      { retries: 0 },
    );
    expect(await reasonOf(client.chat(chatBody))).toMatchObject({ code });
    expect(await reasonOf(collect(client.chat({ ...chatBody, stream: true })))).toMatchObject({ code });
  });

  it('of whoever takes the receipt reach the caller', async () => {
    const { upstream } = await startWorld((response) => sendJson(response, chatAnswer('open/small')));
    const full = new Error('disk full');
    const guard = guardOf({ baseUrl: upstream.url, onReceipt: () => Promise.reject(full) });
    const client = createClient({ apiKey: key, guard });
    expect(await reasonOf(client.chat(chatBody))).toBe(full);
  });
});

it('follows no redirect: nobody else gets key or prompt', async () => {
  const other = await startUpstream((response) => sendJson(response, chatAnswer('open/small')));
  cleanUp.push(() => other.close());
  const { client } = await startWorld((response) =>
    sendJson(response, {}, 307, { location: `${other.url}/chat/completions` }),
  );
  const error = await reasonOf(client.chat(chatBody));
  expect(error).toMatchObject({ code: 'UPSTREAM_STATUS', details: { status: 307 } });
  expect(await reasonOf(collect(client.chat({ ...chatBody, stream: true })))).toMatchObject({
    details: { status: 307 },
  });
  expect(other.requests).toEqual([]);
});

describe('an answer that is zipped without being asked for', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('is read where it is %s', async (encoding, zip) => {
    const { client } = await startWorld((response, { body }) => {
      const isStream = body.includes('"stream":true');
      const text = isStream
        ? chatShape
            .events('open/small')
            .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
            .join('')
        : JSON.stringify(chatAnswer('open/small'));
      response.writeHead(200, {
        'content-type': isStream ? 'text/event-stream' : 'application/json',
        'content-encoding': encoding,
      });
      response.end(zip(text));
    });
    expect((await client.chat(chatBody)).text).toBe('A bird.');
    expect(await collect(client.chat({ ...chatBody, stream: true }))).toHaveLength(2);
  });

  it.each([
    ['zstd', Buffer.from('x'), 'UPSTREAM_ENCODING'],
    ['gzip', gzipSync(JSON.stringify(chatAnswer('open/small'))).subarray(0, 30), 'UPSTREAM_BODY_BROKEN'],
    ['gzip', Buffer.from('{}'), 'UPSTREAM_BODY_BROKEN'],
  ])('is an error where it is not (%s, %o)', async (encoding, bytes, code) => {
    const { client, upstream } = await startWorld((response, { body }) => {
      const type = body.includes('"stream":true') ? 'text/event-stream' : 'application/json';
      response.writeHead(200, { 'content-type': type, 'content-encoding': encoding }).end(bytes);
    });
    expect(await reasonOf(client.chat(chatBody))).toMatchObject({ code });
    const streaming = await reasonOf(collect(client.chat({ ...chatBody, stream: true })));
    expect([code, 'RESPONSE_UNVERIFIED']).toContain(RequestError.is(streaming) ? streaming.code : null);
    expect(upstream.requests).toHaveLength(2);
  });
});

it('takes one document for a stream as one event, and no stream for a document', async () => {
  const { client } = await startWorld((response, { body }) =>
    body.includes('"stream":true')
      ? sendJson(response, chatAnswer('open/small'))
      : sendEvents(response, chatShape.events('open/small')),
  );
  expect(await collect(client.chat({ ...chatBody, stream: true }))).toEqual([
    { text: 'A bird.', data: chatAnswer('open/small') },
  ]);
  expect(await reasonOf(client.chat(chatBody))).toMatchObject({ code: 'UPSTREAM_BODY_BROKEN' });
});

it('asks for the key before each attempt', async () => {
  const { client, upstream } = await startWorld(
    (response, _, count) =>
      count === 1 ? sendJson(response, {}, 500) : sendJson(response, chatAnswer('open/small')),
    { apiKey: async () => `key-${upstreamCount()}` },
  );
  function upstreamCount(): number {
    return upstream.requests.length;
  }
  await client.chat(chatBody);
  expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer key-0',
    'Bearer key-1',
  ]);
});

it('adds the headers of a call, but for its own', async () => {
  const { client, upstream } = await startWorld((response) => sendJson(response, chatAnswer('open/small')), {
    title: 'A',
  });
  await client.chat(chatBody, { headers: { 'X-OpenRouter-Cache': 'true', 'X-OpenRouter-Title': 'B' } });
  expect(upstream.requests[0]?.headers).toMatchObject({
    'x-openrouter-cache': 'true',
    'x-openrouter-title': 'B',
  });
  for (const name of ['Authorization', 'content-length', 'accept-encoding', 'x-http-method-override']) {
    expect(await reasonOf(client.chat(chatBody, { headers: { [name]: 'x' } }))).toBeInstanceOf(TypeError);
  }
  expect(upstream.requests).toHaveLength(1);
});

it('asks for no metadata where the guard says so', async () => {
  const { upstream } = await startWorld((response) => sendJson(response, chatAnswer('open/small')));
  const guard = guardOf({ baseUrl: upstream.url, metadata: false });
  await createClient({ apiKey: key, guard }).chat(chatBody);
  expect(upstream.requests[0]?.headers).not.toHaveProperty('x-openrouter-metadata');
});

it('sends to OpenRouter by default, through whatever dispatcher it is given', async () => {
  const agent = new MockAgent();
  agent.disableNetConnect();
  cleanUp.push(() => agent.close());
  const sent: unknown[] = [];
  agent
    .get('https://openrouter.ai')
    .intercept({ path: '/api/v1/chat/completions', method: 'POST' })
    .reply(
      200,
      ({ body }) => {
        sent.push(body);
        return chatAnswer('open/small');
      },
      { headers: { 'content-type': 'application/json' } },
    );
  const client = createClient({ apiKey: key, guard: guardOf(), dispatcher: agent });
  expect((await client.chat(chatBody)).text).toBe('A bird.');
  expect(sent).toEqual([JSON.stringify({ ...chatBody, provider: flag })]);
});

it.each([
  { apiKey: '' },
  { baseUrl: 'nowhere' },
  { timeout: 0 },
  { timeout: 2 ** 31 },
  { retries: -1 },
  { retries: 0.5 },
  { retryDelay: Number.NaN },
  { title: 'two\nlines' },
  { referer: 'ü — 漢' },
])('refuses the options %o', (options) => {
  expect(() => createClient({ apiKey: key, guard: guardOf(), ...options })).toThrow(TypeError);
});

it('types a stream by its body', () => {
  const client = createClient({ apiKey: key, guard: guardOf() });
  type Chat = typeof client.chat;
  const send: Chat = client.chat;
  expectTypeOf(() => send({ ...chatBody, stream: true })).returns.toHaveProperty('receipt');
  expectTypeOf(() => send(chatBody)).returns.resolves.toHaveProperty('text');
  expectTypeOf(() =>
    send({ ...chatBody, temperature: 0.5, provider: { zdr: true } }),
  ).returns.resolves.toHaveProperty('body');
});
