import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createCatalog } from '@distillable/catalog';
import {
  createGuard,
  type Guard,
  type GuardOptions,
  type Receipt,
  UnverifiedResponseError,
} from '@distillable/core';
import { builtInCatalog, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const { distillable, models } = builtInCatalog();
const isPlain = (slug: string): boolean =>
  /^[a-z][^:]*\/[^:]*$/.test(slug) && !slug.startsWith('openrouter/');
const open = [...distillable].find(isPlain) ?? '';
const closed = models.map(({ id }) => id).find((slug) => isPlain(slug) && !distillable.has(slug)) ?? '';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The catalog comes from a sandbox, responses from servers of these tests' own. */
let sandbox: Sandbox;
const servers: Server[] = [];

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/api/v1`;
}

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

function guardFor(
  baseUrl: string,
  options: Partial<GuardOptions> = {},
): { readonly guard: Guard; readonly receipts: Receipt[] } {
  const receipts: Receipt[] = [];
  const guard = createGuard({
    catalog: createCatalog({ baseUrl: sandbox.url }),
    send: { baseUrl },
    receipts: { onReceipt: (receipt) => receipts.push(receipt) },
  }).with(options);
  return { guard, receipts };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const asked = { model: open, messages: [{ role: 'user', content: 'Grüße 🌍' }], stream: true };
const text = JSON.stringify(asked);
const event = (model: string, content = 'Hi'): string =>
  `data: ${JSON.stringify({ id: 'gen-1', model, choices: [{ delta: { content } }] })}\n\n`;
const eventStream = { 'content-type': 'text/event-stream' };

describe('a request as it arrives', () => {
  const bytes = Buffer.from(text);
  const half = { duplex: 'half' } as const;

  it.each<[what: string, init: () => RequestInit]>([
    ['a text', () => ({ body: text })],
    ['bytes', () => ({ body: new Uint8Array(bytes) })],
    ['a Blob', () => ({ body: new Blob([bytes]) })],
    ['a stream', () => ({ body: new Blob([bytes]).stream(), ...half })],
    ['gzip', () => ({ body: gzipSync(bytes), headers: { 'content-encoding': 'gzip' } })],
    ['a text with a wrong length', () => ({ body: text, headers: { 'content-length': '3' } })],
  ])('is plain JSON of the right length, given as %s, in a Request too', async (_, init) => {
    const arrived: { readonly headers: IncomingMessage['headers']; readonly body: Buffer }[] = [];
    const baseUrl = await serve(async (request, response) => {
      arrived.push({ headers: request.headers, body: await bodyOf(request) });
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ model: open }));
    });
    const { guard } = guardFor(baseUrl);
    const url = `${baseUrl}/chat/completions`;
    await guard.fetch(url, { method: 'POST', ...init() });
    await guard.fetch(new Request(url, { method: 'POST', ...init() }));
    expect(arrived).toHaveLength(2);
    for (const { headers, body } of arrived) {
      expect(JSON.parse(body.toString())).toEqual({ ...asked, provider: { enforce_distillable_text: true } });
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'content-length': String(body.length),
      });
      expect(headers).not.toHaveProperty('content-encoding');
      expect(headers).not.toHaveProperty('transfer-encoding');
    }
  });

  it.each([301, 302, 303, 307, 308])(
    'goes nowhere else with status %i, and neither does its key',
    async (status) => {
      const stolen: unknown[] = [];
      const thief = await serve((request, response) => {
        stolen.push(request.headers);
        response.end(JSON.stringify({ model: open }));
      });
      const baseUrl = await serve((_, response) => {
        response.writeHead(status, { location: `${thief}/chat/completions` }).end();
      });
      const { guard, receipts } = guardFor(baseUrl);
      const init = {
        method: 'POST',
        headers: { authorization: 'Bearer key', 'x-api-key': 'key' },
        body: text,
      };
      const url = `${baseUrl}/chat/completions`;
      for (const sent of [
        guard.fetch(url, init),
        guard.fetch(new Request(url, { ...init, redirect: 'follow' })),
      ]) {
        expect((await sent).status).toBe(status);
      }
      expect(stolen).toEqual([]);
      expect(receipts).toMatchObject([{ outcome: 'failed', status }, { outcome: 'failed' }]);
    },
  );
});

describe('a request that passes without being judged', () => {
  it.each([301, 302, 303, 307, 308])(
    'is not followed with status %i: its key goes nowhere else, and nothing goes unjudged',
    async (status) => {
      const paths: unknown[] = [];
      const thief = await serve((request, response) => {
        paths.push(request.headers);
        response.end();
      });
      const baseUrl = await serve((request, response) => {
        paths.push(request.url);
        const elsewhere = request.headers['x-kind'] === 'origin' ? thief : '/api/v1';
        response.writeHead(status, { location: `${elsewhere}/chat/completions` }).end();
      });
      const { guard } = guardFor(baseUrl);
      for (const kind of ['origin', 'path']) {
        const init = {
          method: 'POST',
          headers: { 'x-api-key': 'key', 'x-kind': kind },
          body: '{"input":"a"}',
        };
        const url = `${baseUrl}/embeddings`;
        for (const sent of [
          guard.fetch(url, { ...init, redirect: 'follow' }),
          guard.fetch(new Request(url, init)),
          guard.fetch(`${baseUrl}/models`, { headers: init.headers }),
        ]) {
          expect((await sent).status).toBe(status);
        }
      }
      expect([...new Set(paths)].sort()).toEqual(['/api/v1/embeddings', '/api/v1/models']);
    },
  );

  it('is sent as it was read, whatever it turns into when it is read again', async () => {
    const arrived: string[] = [];
    const baseUrl = await serve(async (request, response) => {
      const sent = await bodyOf(request);
      arrived.push(`${request.method} ${request.url} ${request.headers['x-a'] ?? ''} ${sent}`);
      response.end('{}');
    });
    const { guard } = guardFor(baseUrl);
    const harmless = `${baseUrl}/embeddings`;
    const judged = `${baseUrl}/chat/completions`;
    const changing = <Value>(...values: readonly Value[]): (() => Value) => {
      const left = [...values];
      return () => (left.length > 1 ? left.shift() : left[0]) as Value;
    };
    const url = changing(harmless, judged);
    const inputs: unknown[] = [
      { toString: changing(harmless, judged) },
      { url: harmless, method: 'POST', headers: [], toString: () => judged },
      Object.defineProperty({ method: 'POST', headers: [], toString: () => judged }, 'url', { get: url }),
      new Request(harmless, { method: 'POST' }),
    ];
    const body = '{"input":"a"}';
    for (const input of inputs) {
      await guard.fetch(input as string, { method: 'POST', body, headers: { 'x-a': 'one' } });
    }
    const methods = changing('PATCH', 'POST');
    const live = Object.defineProperty({ body: '{}' }, 'method', { get: methods, enumerable: true });
    await guard.fetch(`${baseUrl}/keys/hash`, live);
    const expected = `POST /api/v1/embeddings one ${body}`;
    expect(arrived).toEqual([...inputs.map(() => expected), 'PATCH /api/v1/keys/hash  {}']);
  });

  it('keeps the body of a Request, a form and a stream', async () => {
    const types: string[] = [];
    const baseUrl = await serve(async (request, response) => {
      types.push(String(request.headers['content-type']).split(';')[0] ?? '');
      response.end(await bodyOf(request));
    });
    const { guard } = guardFor(baseUrl);
    const form = new FormData();
    form.set('file', new Blob(['a']), 'a.txt');
    const url = `${baseUrl}/files`;
    const stream = () => new Blob(['streamed']).stream();
    const init = { method: 'POST', body: stream(), duplex: 'half' } as const;
    expect(await (await guard.fetch(url, init)).text()).toBe('streamed');
    expect(await (await guard.fetch(new Request(url, { ...init, body: stream() }))).text()).toBe('streamed');
    expect(await (await guard.fetch(new Request(url, { method: 'POST', body: form }))).text()).toMatch(
      'a.txt',
    );
    expect(await (await guard.fetch(url, { method: 'POST', body: form })).text()).toMatch('a.txt');
    expect(types.slice(2)).toEqual(['multipart/form-data', 'multipart/form-data']);
  });
});

describe('a response that was zipped on its way', () => {
  const zips: Record<string, (bytes: Buffer) => Buffer> = {
    gzip: (bytes) => gzipSync(bytes),
    deflate: (bytes) => deflateSync(bytes),
    br: (bytes) => brotliCompressSync(bytes),
  };

  it.each(['gzip', 'deflate', 'br'])('with %s is read, and handed out unzipped', async (encoding) => {
    const documents: Record<string, string> = {
      json: JSON.stringify({ id: 'gen-1', model: open }),
      events: `${event(open, 'Grüße 🌍')}data: [DONE]\n\n`,
      closed: `${event(closed)}data: [DONE]\n\n`,
    };
    const baseUrl = await serve((request, response) => {
      const kind = String(request.headers['x-kind']);
      const type = kind === 'json' ? 'application/json' : 'text/event-stream';
      const bytes = Buffer.from(documents[kind] ?? '');
      response.writeHead(200, { 'content-type': type, 'content-encoding': encoding });
      response.end(zips[encoding]?.(bytes));
    });
    const { guard, receipts } = guardFor(baseUrl);
    const ask = (kind: string) =>
      guard.fetch(`${baseUrl}/chat/completions`, { method: 'POST', headers: { 'x-kind': kind }, body: text });
    expect(await (await ask('json')).text()).toBe(documents['json']);
    expect(await (await ask('events')).text()).toBe(documents['events']);
    await expect((await ask('closed')).text()).rejects.toThrow(UnverifiedResponseError);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['verified', 'verified', 'unverified']);
  });
});

describe('a stream from a real server', () => {
  it('stays with the server while the caller does not read, and is whole when it does', async () => {
    const megabytes = 50;
    const chunk = Buffer.from(`: ${'x'.repeat(65_533)}\n`.slice(0, 65_536));
    let written = 0;
    const baseUrl = await serve(async (_, response) => {
      response.writeHead(200, eventStream).write(event(open));
      while (written < megabytes * 1_048_576) {
        written += chunk.length;
        if (!response.write(chunk)) await once(response, 'drain');
      }
      response.end('data: [DONE]\n\n');
    });
    const { guard, receipts } = guardFor(baseUrl);
    const response = await guard.fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: text });
    // Until the buffers of both sides are full, and nothing moves any more.
    for (let before = -1; before !== written; await pause(100)) before = written;
    expect(written).toBeLessThan((megabytes * 1_048_576) / 2);
    let length = 0;
    for await (const piece of response.body ?? []) length += piece.length;
    expect(length).toBe(written + event(open).length + 'data: [DONE]\n\n'.length);
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: true }]);
  });

  /** A server that goes on until the client leaves; `left` resolves when it does. */
  async function serveForever(
    model: string,
  ): Promise<{ readonly url: string; readonly left: Promise<unknown> }> {
    let notice = (): void => {};
    const left = new Promise<void>((resolve) => {
      notice = resolve;
    });
    const baseUrl = await serve((_, response) => {
      response.on('close', notice);
      response.writeHead(200, eventStream);
      const write = (): void => {
        while (!response.destroyed && response.write(event(model)));
      };
      response.on('drain', write);
      write();
    });
    return { url: `${baseUrl}/chat/completions`, left };
  }

  it('notices when the caller leaves', async () => {
    const { url, left } = await serveForever(open);
    const { guard, receipts } = guardFor(url.replace('/chat/completions', ''));
    const { body } = await guard.fetch(url, { method: 'POST', body: text });
    for await (const _ of body ?? []) break;
    await left;
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: false }]);
  });

  it('notices when another model serves', async () => {
    const { url, left } = await serveForever(closed);
    const { guard } = guardFor(url.replace('/chat/completions', ''));
    const response = await guard.fetch(url, { method: 'POST', body: text });
    await expect(response.text()).rejects.toThrow(closed);
    await left;
  });

  it.each([
    ['without a reason', undefined, 'AbortError'],
    ['with an error', new RangeError('changed my mind'), 'RangeError'],
    ['with a time-out', new DOMException('Too late.', 'TimeoutError'), 'TimeoutError'],
  ])('notices an abort %s, and the caller gets what fetch gives', async (_, reason, name) => {
    const errors: unknown[] = [];
    const { url, left } = await serveForever(open);
    const { guard } = guardFor(url.replace('/chat/completions', ''));
    for (const send of [fetch, guard.fetch]) {
      const controller = new AbortController();
      const { body } = await send(url, { method: 'POST', body: text, signal: controller.signal });
      const reader = body?.getReader();
      await reader?.read();
      controller.abort(reason);
      const drained = (async () => {
        for (;;) await reader?.read();
      })();
      errors.push(await drained.catch((error: unknown) => error));
    }
    await left;
    const [bare, guarded] = errors;
    expect(guarded).toEqual(bare);
    expect(guarded).toMatchObject({ name });
  });
});

describe('memory', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const usedMegabytes = (): number => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1_048_576;
  };

  it('stays flat over a stream of 64 MiB', async () => {
    const megabytes = 64;
    const chunk = Buffer.from(event(open, 'The model says "hello", {"model":"x"}. Grüße').repeat(400));
    let left = Math.ceil((megabytes * 1_048_576) / chunk.length);
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          left -= 1;
          if (left >= 0) return controller.enqueue(Uint8Array.from(chunk));
          controller.enqueue(Buffer.from('data: [DONE]\n\n'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const send = async () => new Response(body, { headers: eventStream });
    const { guard, receipts } = guardFor('https://openrouter.ai/api/v1', { send: { fetch: send } });
    const response = await guard.fetch('https://openrouter.ai/api/v1/chat/completions', {
      method: 'POST',
      body: text,
    });
    const samples: number[] = [];
    let length = 0;
    for await (const piece of response.body ?? []) {
      if (length >= samples.length * 8 * 1_048_576) samples.push(usedMegabytes());
      length += piece.length;
    }
    expect(length).toBeGreaterThan(megabytes * 1_048_576);
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: true }]);
    expect(samples.length).toBeGreaterThan(7);
    expect(Math.max(...samples) - (samples[0] ?? 0)).toBeLessThan(megabytes / 4);
  });
});
