import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  type GuardOptions,
  PolicyViolationError,
  type Receipt,
  UnverifiedResponseError,
} from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import {
  Agent,
  Client,
  type Dispatcher,
  fetch,
  getGlobalDispatcher,
  interceptors,
  MockAgent,
  pipeline,
  RetryAgent,
  request,
  setGlobalDispatcher,
  stream,
} from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { guardOf, reasonOf } from '../support/transport/guards.js';
import { chatShape, shapes } from '../support/transport/shapes.js';
import {
  type Respond,
  sendEvents,
  sendJson,
  startUpstream,
  type Upstream,
} from '../support/transport/upstream.js';

const key = 'sk-or-secret';
const flag = { enforce_distillable_text: true };
const { body, document, events } = chatShape;
const bodyText = JSON.stringify(body);
const guardedText = JSON.stringify({ ...body, provider: flag });
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0)) await close();
});

interface World {
  readonly upstream: Upstream;
  readonly dispatcher: Dispatcher;
  readonly receipts: Receipt[];
  readonly rejections: PolicyViolationError[];
  /** Where chat is asked for. */
  readonly url: string;
}

type Compose = (agent: Dispatcher, guarded: Dispatcher.DispatcherComposeInterceptor) => Dispatcher;

async function startWorld(
  respond: Respond = (response) => sendJson(response, document('open/small')),
  options: Omit<GuardOptions, 'catalog'> = {},
  compose: Compose = (agent, guarded) => agent.compose(guarded),
): Promise<World> {
  const upstream = await startUpstream(respond);
  const agent = new Agent();
  cleanUp.push(
    () => agent.destroy(),
    () => upstream.close(),
  );
  const receipts: Receipt[] = [];
  const rejections: PolicyViolationError[] = [];
  const guard = guardOf({
    send: { baseUrl: upstream.url },
    receipts: { onReceipt: (receipt) => receipts.push(receipt) },
    onRejection: (error) => rejections.push(error),
  }).with(options);
  const dispatcher = compose(agent, distillableInterceptor(guard));
  return { upstream, dispatcher, receipts, rejections, url: `${upstream.url}/chat/completions` };
}

const lying: Respond = (response, request) =>
  request.body.includes('"stream":true')
    ? sendEvents(response, events('closed/big'))
    : sendJson(response, document('closed/big'));

/** Ways to send a body through a dispatcher, and to get the text of the response back. */
type Send = (world: World, body: string) => Promise<{ readonly status: number; readonly text: string }>;
const json = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
const clients: readonly (readonly [name: string, send: Send])[] = [
  [
    'undici.request',
    async ({ url, dispatcher }, sent) => {
      const response = await request(url, { method: 'POST', headers: json, body: sent, dispatcher });
      return { status: response.statusCode, text: await response.body.text() };
    },
  ],
  [
    'undici.fetch',
    async ({ url, dispatcher }, sent) => {
      const response = await fetch(url, { method: 'POST', headers: json, body: sent, dispatcher });
      return { status: response.status, text: await response.text() };
    },
  ],
  [
    'undici.stream',
    async ({ url, dispatcher }, sent) => {
      const chunks: Buffer[] = [];
      let status = 0;
      await stream(url, { method: 'POST', headers: json, body: sent, dispatcher }, ({ statusCode }) => {
        status = statusCode;
        return new Writable({
          write(chunk: Buffer, _, done) {
            chunks.push(chunk);
            done();
          },
        });
      });
      return { status, text: Buffer.concat(chunks).toString() };
    },
  ],
  [
    'undici.pipeline',
    async ({ url, dispatcher }, sent) => {
      let status = 0;
      const duplex = pipeline(url, { method: 'POST', headers: json, dispatcher }, ({ statusCode, body }) => {
        status = statusCode;
        return body;
      });
      duplex.end(sent);
      const chunks: Buffer[] = [];
      for await (const chunk of duplex) chunks.push(chunk);
      return { status, text: Buffer.concat(chunks).toString() };
    },
  ],
  [
    "Node's fetch",
    async ({ url, dispatcher }, sent) => {
      const before = getGlobalDispatcher();
      setGlobalDispatcher(dispatcher);
      try {
        const response = await globalThis.fetch(url, { method: 'POST', headers: json, body: sent });
        return { status: response.status, text: await response.text() };
      } finally {
        setGlobalDispatcher(before);
      }
    },
  ],
];

/** The guard's error, which `fetch` wraps. */
async function guardErrorOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await reasonOf(promise);
  return error instanceof TypeError ? error.cause : error;
}

describe.each(clients)('%s', (_, send) => {
  it('sends the guarded body and gets the verified response', async () => {
    const world = await startWorld();
    expect(await send(world, bodyText)).toEqual({
      status: 200,
      text: JSON.stringify(document('open/small')),
    });
    const [arrived] = world.upstream.requests;
    expect(arrived?.body).toBe(guardedText);
    expect(arrived?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(guardedText.length),
      'accept-encoding': 'identity',
      'x-openrouter-metadata': 'enabled',
      authorization: `Bearer ${key}`,
    });
    expect(arrived?.headers).not.toHaveProperty('transfer-encoding');
    expect(world.receipts).toMatchObject([{ outcome: 'verified', endpoint: 'chat' }]);
  });

  it('gets a stream byte for byte', async () => {
    const world = await startWorld((response) => sendEvents(response, events('open/small')));
    const { text } = await send(world, JSON.stringify({ ...body, stream: true }));
    expect(text).toMatch(
      /^: OPENROUTER PROCESSING\n\ndata: .*A .*\n\ndata: .*bird.*\n\ndata: \[DONE\]\n\n$/s,
    );
    expect(world.receipts).toMatchObject([{ outcome: 'verified', complete: true }]);
  });

  it('is rejected before anything is sent', async () => {
    const world = await startWorld();
    const error = await guardErrorOf(send(world, JSON.stringify({ ...body, model: 'closed/big' })));
    expect(error).toBeInstanceOf(PolicyViolationError);
    expect(world.rejections).toEqual([error]);
    expect(world.upstream.requests).toEqual([]);
  });

  it('gets a 403 where rejections are to be responses', async () => {
    const world = await startWorld(lying, { send: { rejected: 'respond' } });
    const rejected = await send(world, JSON.stringify({ ...body, model: 'closed/big' }));
    expect(rejected.status).toBe(403);
    expect(JSON.parse(rejected.text).error.metadata.code).toBe('POLICY_VIOLATION');
    expect(world.upstream.requests).toEqual([]);
    const unverified = await send(world, bodyText);
    expect(unverified.status).toBe(403);
    expect(JSON.parse(unverified.text).error.metadata.code).toBe('RESPONSE_UNVERIFIED');
  });

  it('gets nothing of another model, and not the end of its stream', async () => {
    const world = await startWorld(lying);
    expect(await guardErrorOf(send(world, bodyText))).toBeInstanceOf(UnverifiedResponseError);
    const streaming = await reasonOf(send(world, JSON.stringify({ ...body, stream: true })));
    expect(String(streaming instanceof TypeError ? (streaming.cause ?? streaming) : streaming)).toContain(
      "Don't use this response",
    );
    expect(world.upstream.requests).toHaveLength(2);
    expect(world.receipts).toMatchObject([{ outcome: 'unverified' }, { outcome: 'unverified' }]);
  });

  it('gets an error of the server as it is', async () => {
    const world = await startWorld((response) => sendJson(response, { error: { code: 402 } }, 402));
    expect(await send(world, bodyText)).toEqual({ status: 402, text: '{"error":{"code":402}}' });
    expect(world.receipts).toMatchObject([{ outcome: 'failed', status: 402 }]);
  });

  it('sends to other origins nothing, unless they are listed', async () => {
    const other = await startUpstream((response) => sendJson(response, {}));
    cleanUp.push(() => other.close());
    const world = await startWorld();
    expect(await guardErrorOf(send({ ...world, url: `${other.origin}/x` }, bodyText))).toMatchObject({
      decision: { violations: [{ code: 'ORIGIN_NOT_GUARDED' }] },
    });
    expect(other.requests).toEqual([]);
    const listing = await startWorld(undefined, { send: { passThrough: [other.origin] } });
    expect(await send({ ...listing, url: `${other.origin}/x` }, bodyText)).toEqual({
      status: 200,
      text: '{}',
    });
    expect(other.requests).toMatchObject([{ path: '/x', body: bodyText }]);
  });
});

function withFields<Options extends Dispatcher.DispatchOptions>(options: Options, fields: object): Options {
  return { ...options, ...fields };
}

describe('a body', () => {
  it.each<[string, () => unknown, Record<string, string>]>([
    ['a string', () => bodyText, {}],
    ['a Buffer', () => Buffer.from(bodyText), {}],
    ['bytes in the middle of others', () => Buffer.from(`xx${bodyText}xx`).subarray(2, -2), {}],
    [
      'a stream',
      () => Readable.from([bodyText.slice(0, 9), bodyText.slice(9)].map((text) => Buffer.from(text))),
      {},
    ],
    ['a web stream', () => new Blob([bodyText]).stream(), {}],
    ['a Blob', () => new Blob([bodyText]), {}],
    ['an iterable', () => [Buffer.from(bodyText.slice(0, 9)), Buffer.from(bodyText.slice(9))], {}],
    ['gzip', () => gzipSync(bodyText), { 'content-encoding': 'gzip' }],
    ['of a wrong length', () => Readable.from([Buffer.from(bodyText)]), { 'content-length': '3' }],
  ])('that is %s is sent as guarded JSON', async (_, make, headers) => {
    const { dispatcher, upstream } = await startWorld();
    const options = { origin: upstream.origin, path: '/api/v1/chat/completions', method: 'POST', headers };
    // undici takes more than its types say.
    const response = await dispatcher.request(withFields(options, { body: make() }));
    await response.body.dump();
    const [arrived] = upstream.requests;
    expect(JSON.parse(arrived?.body ?? '')).toEqual({ ...body, provider: flag });
    expect(arrived?.headers['content-length']).toBe(String(arrived?.body.length));
    expect(arrived?.headers).not.toHaveProperty('content-encoding');
  });

  it.each([
    ['no body', undefined],
    ['not JSON', 'hello'],
    ['half of it', bodyText.slice(0, -1)],
  ])('that is %s is rejected', async (_, sent) => {
    const { dispatcher, upstream, url } = await startWorld();
    const asking = request(url, {
      method: 'POST',
      dispatcher,
      ...(sent === undefined ? {} : { body: sent }),
    });
    expect(await reasonOf(asking)).toMatchObject({ decision: { violations: [{ code: 'BODY_NOT_JSON' }] } });
    expect(upstream.requests).toEqual([]);
  });

  it('that breaks off is an error of its own', async () => {
    const { dispatcher, upstream, url } = await startWorld();
    const broken = new Error('disk gone');
    async function* parts(): AsyncGenerator<Buffer> {
      yield Buffer.from('{');
      throw broken;
    }
    expect(await reasonOf(request(url, { method: 'POST', dispatcher, body: Readable.from(parts()) }))).toBe(
      broken,
    );
    expect(upstream.requests).toEqual([]);
  });
});

it.each<[string, Dispatcher.DispatchOptions['headers']]>([
  ['an object', { Authorization: `Bearer ${key}`, 'X-Many': ['a', 'b'], 'Content-Length': '1' }],
  ['in turn', ['Authorization', `Bearer ${key}`, 'X-Many', 'a', 'X-Many', 'b', 'Content-Length', '1']],
  [
    'pairs',
    new Map<string, string | string[]>([
      ['Authorization', `Bearer ${key}`],
      ['X-Many', ['a', 'b']],
      ['content-length', '1'],
    ]),
  ],
])('reads headers that are %s', async (_, headers) => {
  const { dispatcher, upstream, url } = await startWorld();
  const response = await request(url, {
    method: 'POST',
    dispatcher,
    body: bodyText,
    headers: headers ?? null,
  });
  await response.body.dump();
  expect(upstream.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${key}`,
    'x-many': 'a, b',
    'content-length': String(guardedText.length),
  });
});

describe('a request that passes without being judged', () => {
  it.each([301, 302, 303, 307, 308])(
    'is not followed by a redirect interceptor beneath, with status %i',
    async (status) => {
      const { upstream, dispatcher } = await startWorld(
        (response) => response.writeHead(status, { location: '/api/v1/chat/completions' }).end(),
        {},
        (agent, guarded) => agent.compose(interceptors.redirect({ maxRedirections: 3 })).compose(guarded),
      );
      const { statusCode, body: sent } = await request(`${upstream.url}/embeddings`, {
        ...{ method: 'POST', headers: { 'x-api-key': key }, body: '{}', dispatcher },
      });
      await sent.dump();
      expect(statusCode).toBe(status);
      expect(upstream.requests.map(({ path }) => path)).toEqual(['/api/v1/embeddings']);
    },
  );

  it('is sent as it was read, whatever it turns into when it is read again', async () => {
    const { upstream, dispatcher } = await startWorld((response) => sendJson(response, {}));
    let reads = 0;
    const options = {
      ...{ origin: upstream.origin, body: '{}' },
      get path() {
        reads += 1;
        return reads === 1 ? '/api/v1/embeddings' : '/api/v1/chat/completions';
      },
      get method() {
        reads += 1;
        return reads <= 2 ? ('POST' as const) : ('PUT' as const);
      },
      // An iterator that can be used once.
      headers: [['x-a', 'one']].values(),
    };
    await new Promise<void>((resolve, reject) => {
      dispatcher.dispatch(options as unknown as Dispatcher.DispatchOptions, {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: () => {},
        onResponseEnd: () => resolve(),
        onResponseError: (_, error) => reject(error),
      });
    });
    expect(upstream.requests).toMatchObject([
      { method: 'POST', path: '/api/v1/embeddings', headers: { 'x-a': 'one' } },
    ]);
  });
});

it('leaves out every header that described the old body', async () => {
  const { dispatcher, upstream, url } = await startWorld();
  const digest = 'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:';
  const ofOldBody = { 'content-digest': digest, 'repr-digest': digest, digest, 'content-md5': 'x' };
  const headers = { ...ofOldBody, 'content-length': '1', 'x-own': 'a' };
  const response = await request(url, { method: 'POST', dispatcher, body: bodyText, headers });
  await response.body.dump();
  const arrived = upstream.requests[0]?.headers ?? {};
  expect(Object.keys(arrived).filter((name) => name in ofOldBody)).toEqual([]);
  expect(arrived).toMatchObject({ 'content-length': String(guardedText.length), 'x-own': 'a' });
});

describe('a target', () => {
  it.each([
    ['GET', '/api/v1/models'],
    ['GET', '/api/v1/generation?id=gen-1'],
    ['POST', '/api/v1/embeddings'],
    ['DELETE', '/api/v1/keys/1'],
  ] as const)('that makes no text passes: %s %s', async (method, path) => {
    const { dispatcher, upstream } = await startWorld();
    const sent = method === 'POST' ? { body: 'as it is' } : {};
    const response = await dispatcher.request({ origin: upstream.origin, path, method, ...sent });
    await response.body.dump();
    expect(upstream.requests).toMatchObject([{ method, path, body: method === 'POST' ? 'as it is' : '' }]);
  });

  it.each(shapes)('of $name is judged in any spelling', async ({ path, document: documentOf }) => {
    const { dispatcher, upstream, receipts } = await startWorld((response) =>
      sendJson(response, documentOf('open/small')),
    );
    for (const spelled of [path, `/x/..${path}`, path.replace('/v1', '//v1/.'), `${path}?a=1`, `${path}#x`]) {
      const response = await dispatcher.request({
        origin: upstream.origin,
        path: spelled,
        method: 'POST',
        body: bodyText,
      });
      await response.body.dump();
    }
    expect(receipts).toHaveLength(5);
    expect(upstream.requests.every((arrived) => arrived.body === guardedText)).toBe(true);
    expect(upstream.requests.map((arrived) => arrived.path)).toEqual([
      path,
      path,
      path.replace('/v1', '//v1'),
      `${path}?a=1`,
      path,
    ]);
  });

  it.each([
    ['another path', { path: '/api/v1/audio/transcriptions' }, 'ENDPOINT_UNKNOWN'],
    ['a path that makes text behind a fragment', { path: '/api/v1/embeddings#/../../../../x' }, null],
    [
      'an address for a path',
      { path: 'https://openrouter.ai/api/v1/chat/completions' },
      'ORIGIN_NOT_GUARDED',
    ],
    ['an upgrade', { path: '/api/v1/responses', method: 'GET', upgrade: 'websocket' }, 'ENDPOINT_UNKNOWN'],
    ['a tunnel', { path: 'openrouter.ai:443', method: 'CONNECT' }, 'ENDPOINT_UNKNOWN'],
    ['another origin', { origin: 'https://example.com' }, 'ORIGIN_NOT_GUARDED'],
    ['no origin', { origin: undefined }, 'ORIGIN_NOT_GUARDED'],
  ])('that is %s passes only where it is known', async (_, more, code) => {
    const { dispatcher, upstream } = await startWorld();
    const options = {
      origin: upstream.origin,
      path: '/api/v1/chat/completions',
      method: 'POST',
      body: bodyText,
    };
    const error = await new Promise<unknown>((resolve) => {
      dispatcher.dispatch(withFields(options, more), {
        onRequestStart: () => {},
        onResponseEnd: () => resolve(null),
        onResponseError: (_controller, reason) => resolve(reason),
      });
    });
    if (code === null) expect(upstream.requests).toMatchObject([{ path: '/api/v1/embeddings' }]);
    else {
      expect(error).toMatchObject({ decision: { violations: [{ code }] } });
      expect(upstream.requests).toEqual([]);
    }
  });

  it('that a client alone knows is rejected', async () => {
    const { upstream } = await startWorld();
    const client = new Client(upstream.origin);
    cleanUp.push(() => client.close());
    const guarded = client.compose(distillableInterceptor(guardOf({ send: { baseUrl: upstream.url } })));
    const asking = guarded.request({ path: '/api/v1/chat/completions', method: 'POST', body: bodyText });
    expect(await reasonOf(asking)).toBeInstanceOf(PolicyViolationError);
  });
});

it.each([
  ['a document', JSON.stringify(document('open/small')), 'application/json'],
  ['a stream', 'data: {"model":"open/small"}\n\n', 'text/event-stream'],
])('takes %s that is encoded for unverified', async (_, text, type) => {
  const respond: Respond = (response) =>
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(text));
  const { dispatcher, url, receipts } = await startWorld(respond);
  const error = await reasonOf(request(url, { method: 'POST', body: bodyText, dispatcher }));
  expect(error).toBeInstanceOf(UnverifiedResponseError);
  expect(receipts).toMatchObject([{ reasons: [{ code: 'ANSWER_UNREADABLE' }] }]);
});

describe('composed', () => {
  const failsTwice: Respond = (response, _, count) =>
    count < 3 ? sendJson(response, {}, 503) : sendJson(response, document('open/small'));
  const often = { methods: ['POST' as const], minTimeout: 1, maxRetries: 3 };

  it.each<[string, Compose, number]>([
    ['under retries', (agent, guarded) => agent.compose(guarded, interceptors.retry(often)), 3],
    ['over retries', (agent, guarded) => agent.compose(interceptors.retry(often), guarded), 1],
    ['under a RetryAgent', (agent, guarded) => new RetryAgent(agent.compose(guarded), often), 3],
    ['over a RetryAgent', (agent, guarded) => new RetryAgent(agent, often).compose(guarded), 1],
  ])('%s, every attempt is judged and verified', async (_, compose, receiptCount) => {
    const { dispatcher, url, upstream, receipts } = await startWorld(failsTwice, {}, compose);
    const response = await request(url, { method: 'POST', body: bodyText, dispatcher });
    expect(await response.body.json()).toEqual(document('open/small'));
    expect(upstream.requests.map((arrived) => arrived.body)).toEqual([guardedText, guardedText, guardedText]);
    expect(receipts).toHaveLength(receiptCount);
  });

  it('under retries, a rejection is not tried again', async () => {
    const { dispatcher, url, rejections } = await startWorld(undefined, {}, (agent, guarded) =>
      agent.compose(guarded, interceptors.retry(often)),
    );
    const sent = JSON.stringify({ ...body, model: 'closed/big' });
    expect(await reasonOf(request(url, { method: 'POST', body: sent, dispatcher }))).toBeInstanceOf(
      PolicyViolationError,
    );
    expect(rejections).toHaveLength(1);
  });

  it.each<[string, Compose]>([
    [
      'under redirects',
      (agent, guarded) => agent.compose(guarded, interceptors.redirect({ maxRedirections: 3 })),
    ],
    [
      'over redirects',
      (agent, guarded) => agent.compose(interceptors.redirect({ maxRedirections: 3 }), guarded),
    ],
  ])('%s, no one else gets key or prompt', async (_, compose) => {
    const other = await startUpstream((response) => sendJson(response, document('open/small')));
    cleanUp.push(() => other.close());
    const { dispatcher, url } = await startWorld(
      (response) => sendJson(response, {}, 307, { location: `${other.url}/chat/completions` }),
      {},
      compose,
    );
    const asking = request(url, { method: 'POST', headers: json, body: bodyText, dispatcher });
    await asking.then(
      ({ statusCode }) => expect(statusCode).toBe(307),
      (error: unknown) => expect(error).toBeInstanceOf(PolicyViolationError),
    );
    expect(other.requests).toEqual([]);
  });

  it('with a MockAgent, shows the exact body that leaves', async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    cleanUp.push(() => agent.close());
    const sent: unknown[] = [];
    agent
      .get('https://openrouter.ai')
      .intercept({ path: '/api/v1/chat/completions', method: 'POST' })
      .reply(
        200,
        ({ body: text }) => {
          sent.push(text);
          return document('open/small');
        },
        { headers: { 'content-type': 'application/json' } },
      );
    const dispatcher = agent.compose(distillableInterceptor(guardOf()));
    const url = 'https://openrouter.ai/api/v1/chat/completions';
    const response = await request(url, { method: 'POST', body: bodyText, dispatcher });
    expect(await response.body.json()).toEqual(document('open/small'));
    expect(sent).toEqual([guardedText]);
  });
});
