import zlib from 'node:zlib';
import { createCatalog } from '@distillable/catalog';
import { type GuardOptions, readRequestBody } from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import { Agent, interceptors, request } from 'undici';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { guardOf, reasonOf } from '../support/transport/guards.js';
import { startUpstream } from '../support/transport/upstream.js';

const maxBytes = 1_048_576;
/** Spaces, which JSON allows; a hundred times as many as may be held. */
const blank = Buffer.alloc(100 * maxBytes, ' ');
const completion = '{"model":"open/small","choices":[{"message":{"content":"A bird."}}]}';
const event = 'data: {"model":"open/small","choices":[{"delta":{"content":"A bird."}}]}\n\n';

/** Node has zstd from 22.15 on, and its types here don't. Its `fetch` unzips it from Node 24 (undici 7) on. */
const hasZstd = Number.parseInt(process.versions['undici'] ?? '0', 10) >= 7;
const zstd: unknown = hasZstd ? Reflect.get(zlib, 'zstdCompressSync') : undefined;
const quick = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };
const encodings = (
  [
    ['gzip', (bytes) => zlib.gzipSync(bytes)],
    ['deflate', (bytes) => zlib.deflateSync(bytes)],
    ['br', (bytes) => zlib.brotliCompressSync(bytes, quick)],
    ...(typeof zstd === 'function'
      ? [['zstd', (bytes: Buffer): Buffer => Reflect.apply(zstd, zlib, [bytes])] as const]
      : []),
  ] satisfies readonly (readonly [string, (bytes: Buffer) => Buffer])[]
).map(([encoding, zip]) => ({ encoding, document: zip(bomb(completion)), stream: zip(bomb(event)) }));

function bomb(text: string): Buffer {
  return Buffer.concat([Buffer.from(text), text === event ? Buffer.from(': ') : Buffer.alloc(0), blank]);
}

let sent: {
  readonly status: number;
  readonly type: string;
  readonly encoding: string;
  readonly bytes: Buffer;
};
const upstream = await startUpstream((response) => {
  const { status, type, encoding, bytes } = sent;
  response.writeHead(status, { 'content-type': type, 'content-encoding': encoding }).end(bytes);
});
const agent = new Agent();
afterAll(async () => {
  await agent.destroy();
  await upstream.close();
});
beforeEach(() => {
  sent = { status: 200, type: 'application/json', encoding: 'identity', bytes: Buffer.from(completion) };
});

const url = `${upstream.url}/chat/completions`;
const body = JSON.stringify({ model: 'open/small', messages: [{ role: 'user', content: 'Hi' }] });
const guard = (options: Partial<GuardOptions> = {}) =>
  guardOf({ send: { baseUrl: upstream.url }, verify: { maxBytes }, ...options });
const tooLarge = {
  code: 'RESPONSE_UNVERIFIED',
  message: expect.stringMatching(/1048576 bytes when it is unzipped/),
  details: { reasons: [{ code: 'ANSWER_TOO_LARGE' }] },
};

describe.each(encodings)('$encoding that grows a hundredfold', ({ encoding, document, stream }) => {
  it('is small on the wire', () => {
    expect(document.length).toBeLessThan(maxBytes / 4);
  });

  it.each([200, 400, 502])('is not unzipped by guard.fetch in a document with status %i', async (status) => {
    sent = { status, type: 'application/json', encoding, bytes: document };
    expect(await reasonOf(guard().fetch(url, { method: 'POST', body }))).toMatchObject(tooLarge);
  });

  it('is not unzipped where the guard would only warn', async () => {
    sent = { ...sent, encoding, bytes: document };
    const warning = guard({ verify: { maxBytes, unverified: 'warn' } });
    expect(await reasonOf(warning.fetch(url, { method: 'POST', body }))).toMatchObject(tooLarge);
  });

  it.each([{ content: true }, { textHashes: true }])(
    'is not unzipped in a stream that is kept: %j',
    async (receipts) => {
      sent = { status: 200, type: 'text/event-stream', encoding, bytes: stream };
      const response = await guard({ receipts }).fetch(url, { method: 'POST', body });
      expect(await reasonOf(response.text())).toMatchObject(tooLarge);
    },
  );

  it('is not unzipped by undici under the interceptor', async () => {
    sent = { ...sent, encoding, bytes: document };
    const dispatcher = agent.compose(interceptors.decompress(), distillableInterceptor(guard()));
    expect(await reasonOf(request(url, { method: 'POST', body, dispatcher }))).toMatchObject(tooLarge);
  });

  it('is not unzipped in the body of a request', async () => {
    const reading = readRequestBody(document, new Headers({ 'content-encoding': encoding }), maxBytes);
    expect(await reasonOf(reading)).toMatchObject({ decision: { violations: [{ code: 'BODY_TOO_LARGE' }] } });
  });

  it('is not unzipped in a preset', async () => {
    sent = { ...sent, encoding, bytes: document };
    const presets = { apiKey: 'any', baseUrl: upstream.url };
    const check = guardOf({ policy: { presets: 'resolve' }, presets }).check({
      model: 'open/small@preset/x',
    });
    expect(JSON.stringify(await check.catch(String))).toMatch(/4194304 bytes when it is unzipped/);
  });

  it('is not unzipped in a list of models', async () => {
    sent = { ...sent, encoding, bytes: document };
    const catalog = createCatalog({ baseUrl: upstream.url, maxBytes, retry: { retries: 0 } });
    const code = ['deflate', 'zstd'].includes(encoding) ? 'CATALOG_ENCODING' : 'CATALOG_TOO_LARGE';
    expect(await reasonOf(catalog.snapshot())).toMatchObject({ cause: { code } });
    await catalog.close();
  });
});
