import { describe, expect, it, vi } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { createGuard, type GuardOptions } from '../guard.js';
import type { Receipt } from '../verify/receipt.js';
import { UnverifiedResponseError } from './rejection.js';

const url = 'https://openrouter.ai/api/v1/chat/completions';
const now = (): number => Date.UTC(2026, 8, 2);
const snapshot = catalogSnapshot(
  [catalogModel('open/a'), catalogModel('closed/x', { permission: 'not-distillable' })],
  { retrievedAt: new Date(now()) },
);
const catalog = { snapshot: async () => snapshot };

const encoder = new TextEncoder();
const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
const named = event({ id: 'gen-1', model: 'open/a', choices: [{ delta: { content: 'Grüße' } }] });
const unnamed = event({ id: 'gen-1', choices: [{ delta: { content: 'Hi' } }] });
const closed = event({ id: 'gen-1', model: 'closed/x', choices: [{ delta: { content: 'Hi' } }] });
const end = 'data: [DONE]\n\n';
const stream = { headers: { 'content-type': 'text/event-stream' } };

/** What a guard makes of a response, with the receipts that it wrote. */
async function guarded(
  response: Response,
  options: Partial<GuardOptions> = {},
  init: RequestInit = {},
): Promise<{ readonly response: Response; readonly receipts: readonly Receipt[] }> {
  const receipts: Receipt[] = [];
  const onReceipt = (receipt: Receipt): void => void receipts.push(receipt);
  const send = { fetch: async () => response };
  const guard = createGuard({ catalog, now, send, receipts: { onReceipt } }).with(options);
  const body = JSON.stringify({ model: 'open/a', messages: [{ role: 'user', content: 'Hello' }] });
  return { response: await guard.fetch(url, { method: 'POST', body, ...init }), receipts };
}

/** A source that makes a chunk when it is asked for one, and notes what happens to it. */
function source(chunks: readonly (Uint8Array | Error)[]) {
  const left = [...chunks];
  const seen = { pulls: 0, cancelled: [] as unknown[] };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.pulls += 1;
        const chunk = left.shift();
        if (chunk === undefined) controller.close();
        else if (chunk instanceof Error) controller.error(chunk);
        else controller.enqueue(chunk);
      },
      cancel: (reason) => void seen.cancelled.push(reason),
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}
const texts = (...all: readonly string[]): Uint8Array[] => all.map((text) => encoder.encode(text));

function readerOf({ body }: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (body === null) throw new Error('no body');
  return body.getReader();
}

/** The chunks until the end or an error. */
async function drain(
  response: Response,
): Promise<{ readonly chunks: Uint8Array[]; readonly error: unknown }> {
  const reader = readerOf(response);
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { chunks, error: null };
      chunks.push(value);
    }
  } catch (error) {
    return { chunks, error };
  }
}

/** Node 20 has no `bytes` in its responses; ours have. */
async function readBytes(response: Response): Promise<unknown> {
  const read: unknown = Reflect.get(response, 'bytes');
  return typeof read === 'function' ? Reflect.apply(read, response, []) : null;
}

/** A stream can't be asked for without an error that is thrown at once. */
async function run(read: (response: Response) => Promise<unknown>, response: Response): Promise<unknown> {
  return read(response);
}

describe('a stream', () => {
  it('passes in the same chunks, in the same order', async () => {
    const bytes = encoder.encode(`: OPENROUTER PROCESSING\n\n${named}${named}${end}`);
    const edges = [0, 1, 30, 31, 90, 110, 111, bytes.length];
    const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
    const { response, receipts } = await guarded(new Response(source(chunks).body, stream));
    const drained = await drain(response);
    expect(drained.error).toBeNull();
    expect(drained.chunks).toHaveLength(chunks.length);
    for (const [index, chunk] of drained.chunks.entries()) expect(chunk).toBe(chunks[index]);
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: true, id: 'gen-1' }]);
  });

  it('is read when the caller reads, and not before', async () => {
    const { body, seen } = source(texts(named, named, named, end));
    const { response } = await guarded(new Response(body, stream));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.pulls).toBe(0);
    const reader = readerOf(response);
    await reader.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.pulls).toBe(1);
    await reader.read();
    expect(seen.pulls).toBe(2);
  });

  it.each([
    ['named its model', named, { outcome: 'verified', complete: false }],
    ['did not name it yet', unnamed, { outcome: 'unverified', reasons: [{ code: 'ANSWER_CUT' }] }],
  ])('that %s is cancelled with the reason when the caller leaves', async (_, first, expected) => {
    const { body, seen } = source(texts(first, named, end));
    const { response, receipts } = await guarded(new Response(body, stream));
    const reader = readerOf(response);
    await reader.read();
    await reader.cancel('enough');
    expect(seen).toEqual({ pulls: 1, cancelled: ['enough'] });
    expect(receipts).toMatchObject([expected]);
  });

  it('that turns to another model ends before the chunk that names it', async () => {
    const { body, seen } = source(texts(named, closed, named, end));
    const { response, receipts } = await guarded(new Response(body, stream));
    const { chunks, error } = await drain(response);
    expect(Buffer.concat(chunks).toString()).toBe(named);
    expect(error).toBeInstanceOf(UnverifiedResponseError);
    expect(error).toMatchObject({ code: 'RESPONSE_UNVERIFIED', receipt: receipts[0] });
    expect(receipts).toMatchObject([{ reasons: [{ code: 'SERVED_NOT_ALLOWED', path: '/model' }] }]);
    expect(seen).toEqual({ pulls: 2, cancelled: [undefined] });
  });

  it('that never names its model ends before its last event', async () => {
    const { response } = await guarded(new Response(source(texts(unnamed, end)).body, stream));
    const { chunks, error } = await drain(response);
    expect(Buffer.concat(chunks).toString()).toBe(unnamed);
    expect(error).toMatchObject({ receipt: { reasons: [{ code: 'MODEL_NOT_NAMED' }] } });
  });

  it('that never names its model, and has no last event, never ends', async () => {
    const { response } = await guarded(new Response(source(texts(unnamed)).body, stream));
    const { error } = await drain(response);
    expect(error).toMatchObject({ receipt: { reasons: [{ code: 'MODEL_NOT_NAMED' }], complete: false } });
  });

  it('leaves no unhandled rejection behind where its source fails to stop', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    try {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(encoder.encode(closed)),
        cancel: () => Promise.reject(new Error('cannot stop')),
      });
      const { response } = await guarded(new Response(body, stream));
      expect((await drain(response)).error).toBeInstanceOf(UnverifiedResponseError);
      // Node reports unhandled rejections between two rounds of its loop.
      for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('that breaks off does so with its own error, once it has named its model', async () => {
    const broken = new Error('socket hang up');
    const { response, receipts } = await guarded(
      new Response(source([...texts(named), broken]).body, stream),
    );
    expect((await drain(response)).error).toBe(broken);
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: false }]);
  });

  it('that breaks off before it has named its model does so with its own error too', async () => {
    const broken = new Error('socket hang up');
    const { response, receipts } = await guarded(
      new Response(source([...texts(unnamed), broken]).body, stream),
    );
    expect((await drain(response)).error).toBe(broken);
    expect(receipts).toMatchObject([{ outcome: 'failed', complete: false, reasons: [] }]);
  });

  it("that is aborted ends with the caller's reason, named or not", async () => {
    for (const first of [named, unnamed]) {
      const controller = new AbortController();
      const reason = new Error('changed my mind');
      const { body } = source([...texts(first), reason]);
      const { response, receipts } = await guarded(
        new Response(body, stream),
        {},
        { signal: controller.signal },
      );
      const reader = readerOf(response);
      await reader.read();
      controller.abort(reason);
      await expect(reader.read()).rejects.toBe(reason);
      expect(receipts).toHaveLength(1);
    }
  });

  it('that is not verified passes with a warning where the guard is to warn', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const text = [named, closed, unnamed, end];
    const { response, receipts } = await guarded(new Response(source(texts(...text)).body, stream), {
      verify: { unverified: 'warn' },
    });
    const { chunks, error } = await drain(response);
    expect(error).toBeNull();
    expect(Buffer.concat(chunks).toString()).toBe(text.join(''));
    expect(warn.mock.calls).toEqual([[expect.stringContaining('closed/x')]]);
    expect(receipts).toMatchObject([{ outcome: 'unverified', reasons: [{ code: 'SERVED_NOT_ALLOWED' }] }]);
  });
});

describe('a document', () => {
  const text = '{"id":"chatcmpl-1","model":"open/a","choices":[{"message":{"content":"Grüße 🌍"}}]}\n';

  it('passes byte for byte once it was verified', async () => {
    const { response, receipts } = await guarded(
      new Response(text, { headers: { 'x-generation-id': 'gen-1' } }),
    );
    expect(await response.text()).toBe(text);
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: true, id: 'gen-1' }]);
  });

  const bytes = encoder.encode(text);
  const readers: readonly [name: string, read: (response: Response) => Promise<unknown>, is: unknown][] = [
    ['text', (response) => response.text(), text],
    ['JSON', (response) => response.json(), JSON.parse(text)],
    ['a buffer', (response) => response.arrayBuffer(), bytes.buffer],
    ['bytes', (response) => readBytes(response), bytes],
    ['a file', async (response) => (await response.blob()).text(), text],
    ['a stream', async (response) => (await drain(response)).chunks, [bytes]],
    ['a copy', (response) => response.clone().text(), text],
  ];
  it.each(readers)('is read as %s, once', async (name, read, is) => {
    const { response } = await guarded(
      new Response(text, { status: 201, headers: { 'content-type': 'application/json', 'x-other': '1' } }),
    );
    const { status, url: own, headers } = response.clone();
    expect({ status, own, other: headers.get('x-other') }).toEqual({
      status: 201,
      own: response.url,
      other: '1',
    });
    expect(response.bodyUsed).toBe(false);
    expect(await read(response)).toEqual(is);
    expect(response.bodyUsed).toBe(name !== 'a copy');
    for (const [, again] of name === 'a copy' ? [] : readers)
      await expect(run(again, response)).rejects.toThrow();
    if (name === 'a copy') expect(await response.json()).toEqual(JSON.parse(text));
  });

  it('is copied while it is unread, also once its stream was looked at', async () => {
    const { response } = await guarded(new Response(text));
    expect(response.body?.locked).toBe(false);
    const copy = response.clone();
    expect([await copy.json(), await response.text()]).toEqual([JSON.parse(text), text]);
  });

  it.each([
    ['another model', text.replace('open/a', 'closed/x'), 'SERVED_NOT_ALLOWED'],
    ['no model', text.replace('"model"', '"m"'), 'MODEL_NOT_NAMED'],
    ['HTML', '<html>', 'ANSWER_UNREADABLE'],
    ['nothing', null, 'ANSWER_UNREADABLE'],
    ['an empty text', '', 'ANSWER_UNREADABLE'],
  ])('is not handed out where it holds %s', async (_, body, code) => {
    await expect(guarded(new Response(body))).rejects.toMatchObject({
      ...{ name: 'UnverifiedResponseError', receipt: { outcome: 'unverified', reasons: [{ code }] } },
    });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { response } = await guarded(new Response(body), { verify: { unverified: 'warn' } });
    expect(await response.text()).toBe(body ?? '');
    expect(console.warn).toHaveBeenCalledOnce();
  });

  it('is an error in the shape of its API where rejections are to be responses', async () => {
    const { response } = await guarded(Response.json({ model: 'closed/x' }), {
      send: { rejected: 'respond' },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({
      error: {
        code: 403,
        metadata: { code: 'RESPONSE_UNVERIFIED', violations: [{ code: 'SERVED_NOT_ALLOWED' }] },
      },
    });
  });

  it('that breaks off does so with its own error', async () => {
    const broken = new Error('socket hang up');
    const receipts: Receipt[] = [];
    const onReceipt = (receipt: Receipt): void => void receipts.push(receipt);
    const response = new Response(source([...texts('{"model":"open/a"'), broken]).body);
    await expect(guarded(response, { receipts: { onReceipt } })).rejects.toBe(broken);
    expect(receipts).toMatchObject([{ outcome: 'failed', complete: false }]);
  });
});

describe('a response', () => {
  it.each<[what: string, init: ResponseInit, body: string]>([
    ['a stream', stream, `${named}${end}`],
    ['a document', {}, '{"model":"open/a"}'],
  ])('as %s stays the same response but for its body', async (_, init, body) => {
    const headers = new Headers(init.headers);
    for (const [name, value] of [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-generation-id', 'gen-1'],
    ] as const) {
      headers.append(name, value);
    }
    const given = new Response(body, { headers, status: 201, statusText: 'Made' });
    Object.defineProperty(given, 'url', { value: url });
    const { response } = await guarded(given);
    expect(response).toBeInstanceOf(Response);
    const { status, statusText, ok } = response;
    expect({ status, statusText, ok, url: response.url }).toEqual({
      status: 201,
      statusText: 'Made',
      ok: true,
      url,
    });
    expect([...response.headers]).toEqual([...given.headers]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.clone().text()).toBe(body);
    expect(await response.text()).toBe(body);
  });

  it.each([204, 307, 400, 401, 404, 429, 500, 503])('with status %i passes as it is', async (status) => {
    const body = status === 204 ? null : '{"error":{"code":1,"message":"No."}}';
    const given = new Response(body, { status, headers: { 'content-type': 'application/json' } });
    const { response, receipts } = await guarded(given);
    expect(response.status).toBe(status);
    expect([...response.headers]).toEqual([...given.headers]);
    expect(await response.text()).toBe(body ?? '');
    expect(receipts).toMatchObject([{ outcome: 'failed', status, served: [] }]);
  });

  it('of an error alone with status 200 passes', async () => {
    const { response, receipts } = await guarded(Response.json({ error: { code: 502, message: 'Down.' } }));
    expect(await response.json()).toEqual({ error: { code: 502, message: 'Down.' } });
    expect(receipts).toMatchObject([{ outcome: 'failed', status: 200 }]);
  });

  it('from the cache is judged by its model', async () => {
    const headers = { 'x-openrouter-cache-status': 'HIT', 'x-openrouter-cache-source-id': 'gen-0' };
    const { receipts } = await guarded(Response.json({ model: 'open/a' }, { headers }));
    expect(receipts).toMatchObject([{ outcome: 'verified', cache: { status: 'hit', sourceId: 'gen-0' } }]);
    await expect(guarded(Response.json({ model: 'closed/x' }, { headers }))).rejects.toMatchObject({
      receipt: { outcome: 'unverified', cache: { status: 'hit' } },
    });
  });
});

describe('onReceipt', () => {
  it.each([
    ['a stream', () => new Response(`${named}${end}`, stream)],
    ['a document', () => Response.json({ model: 'open/a' })],
  ])('is waited for before the end of %s is handed out', async (_, respond) => {
    const steps: string[] = [];
    let release = (): void => {};
    const onReceipt = (): Promise<void> => {
      steps.push('receipt');
      return new Promise((resolve) => {
        release = () => {
          steps.push('written');
          resolve();
        };
      });
    };
    const ending = guarded(respond(), { receipts: { onReceipt } }).then(async ({ response }) => {
      await drain(response);
      steps.push('ended');
    });
    await vi.waitFor(() => expect(steps).toEqual(['receipt']));
    await new Promise((resolve) => setImmediate(resolve));
    expect(steps).toEqual(['receipt']);
    release();
    await ending;
    expect(steps).toEqual(['receipt', 'written', 'ended']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk full'))],
  ])('and %s keeps the end from the caller', async (_, onReceipt: () => Promise<void>) => {
    const { response } = await guarded(new Response(`${named}${end}`, stream), { receipts: { onReceipt } });
    expect((await drain(response)).error).toMatchObject({ message: 'disk full' });
    await expect(guarded(Response.json({ model: 'open/a' }), { receipts: { onReceipt } })).rejects.toThrow(
      'disk full',
    );
    await expect(guarded(new Response('', { status: 503 }), { receipts: { onReceipt } })).rejects.toThrow(
      'disk full',
    );
  });

  it('is called for each response, with prompt and completion only where they are asked for', async () => {
    const canary = 'canary-7f3a';
    const body = JSON.stringify({
      ...{
        model: 'open/a',
        user: canary,
        metadata: { canary },
        messages: [{ role: 'user', content: canary }],
      },
      tools: [{ type: 'function', function: { name: canary, parameters: { const: canary } } }],
    });
    const streamed = event({
      id: 'gen-1',
      model: 'open/a',
      choices: [{ delta: { content: canary, tool_calls: [canary] } }],
    });
    for (const respond of [
      () => new Response(`: ${canary}\n\n${streamed}${end}`, stream),
      () => Response.json({ model: 'open/a', choices: [{ message: { content: canary } }] }),
      () => Response.json({ error: { message: canary } }, { status: 400 }),
    ]) {
      const without = await guarded(respond(), {}, { body });
      await drain(without.response);
      expect(without.receipts).toHaveLength(1);
      expect(JSON.stringify(without.receipts)).not.toContain(canary);

      const text = await respond().text();
      const { response, receipts } = await guarded(respond(), { receipts: { content: true } }, { body });
      await drain(response);
      const sent = { ...JSON.parse(body), provider: { enforce_distillable_text: true } };
      expect(JSON.parse(receipts[0]?.content?.request ?? '')).toEqual(sent);
      expect(receipts[0]?.content?.response).toBe(text);
    }
  });

  it('finds neither in the error of a response that must not be used', async () => {
    const canary = 'canary-7f3a';
    const body = JSON.stringify({ model: 'open/a', messages: [{ role: 'user', content: canary }] });
    const response = Response.json({ model: 'closed/x', choices: [{ message: { content: canary } }] });
    const error = await guarded(response, {}, { body }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnverifiedResponseError);
    expect(JSON.stringify(error) + String(error) + JSON.stringify(Object(error).receipt)).not.toContain(
      canary,
    );
  });
});
