import zlib, { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { startThreeWays } from '../support/transport/three-ways.js';
import { sendJson } from '../support/transport/upstream.js';

const world = await startThreeWays((response) => sendJson(response, { id: 'gen-1', model: 'open/small' }), {
  proxy: { limits: { maxRequestBytes: 1_000_000 } },
});
const { ways, upstream } = world;
afterAll(() => world.close());

const asked = { model: 'open/small', messages: [{ role: 'user', content: 'Grüße' }] };
const text = JSON.stringify(asked);
const zstd = zstdOf(text);
const paths = { chat: '/api/v1/chat/completions', messages: '/api/v1/messages' };

/** Null where this Node has no zstd. */
function zstdOf(content: string): Buffer | null {
  const compress: unknown = Reflect.get(zlib, 'zstdCompressSync');
  return typeof compress === 'function' ? Reflect.apply(compress, zlib, [content]) : null;
}

const bomb = gzipSync(Buffer.alloc(70_000_000), { level: 1 });
const brotliBomb = brotliCompressSync(Buffer.alloc(70_000_000), {
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 },
});
const bombOfBomb = gzipSync(bomb);

describe.each(ways)('by $name, a body', ({ send }) => {
  const sendBody = (body: string | Buffer, headers: Record<string, string>, path = paths.chat) =>
    send({ method: 'POST', path, body, headers: { 'content-type': 'application/json', ...headers } });

  it.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ...(zstd === null ? [] : [['zstd', zstd] as const]),
  ] as const)('in %s is read and judged', async (encoding, body) => {
    const { status } = await sendBody(body, { 'content-encoding': encoding });
    expect(status).toBe(200);
    const sent = upstream.requests.at(-1);
    expect(JSON.parse(sent?.body ?? '')).toEqual({ ...asked, provider: { enforce_distillable_text: true } });
    expect(sent?.headers).not.toHaveProperty('content-encoding');
  });

  // What is sent is written anew, so a reader that takes the first of them reads what was judged, too.
  it.each([
    ['allowed', `{"model":"closed/large","model":"open/small","messages":[]}`, 200],
    ['rejected', `{"model":"open/small","model":"closed/large","messages":[]}`, 403],
    ['allowed, escaped', String.raw`{"mod\u0065l":"closed/large","model":"open/small","messages":[]}`, 200],
  ] as const)('with a key that comes twice is sent as it was judged: %s', async (_, body, expected) => {
    const before = upstream.requests.length;
    expect((await sendBody(body, {})).status).toBe(expected);
    const sent = upstream.requests.slice(before).map((request) => request.body);
    const guarded = '{"model":"open/small","messages":[],"provider":{"enforce_distillable_text":true}}';
    expect(sent).toEqual(expected === 200 ? [guarded] : []);
  });

  it.each([
    [415, 'BODY_ENCODING_UNKNOWN', { 'content-encoding': 'compress' }, text],
    ...(zstd === null ? [[415, 'BODY_ENCODING_UNKNOWN', { 'content-encoding': 'zstd' }, text] as const] : []),
    [415, 'BODY_IS_FORM', { 'content-type': 'application/x-www-form-urlencoded' }, text],
    [415, 'BODY_IS_FORM', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    [413, 'BODY_TOO_LARGE', { 'content-encoding': 'gzip' }, bomb],
    [413, 'BODY_TOO_LARGE', { 'content-encoding': 'br' }, brotliBomb],
    [413, 'BODY_TOO_LARGE', { 'content-encoding': 'gzip, gzip' }, bombOfBomb],
  ] as const)('that can not be read is rejected with %d %s: %j', async (expected, code, headers, body) => {
    const before = upstream.requests.length;
    const chat = await sendBody(body, headers);
    expect(chat.status).toBe(expected);
    expect(JSON.parse(chat.text)).toMatchObject({
      error: { code: expected, metadata: { violations: [{ code }] } },
    });
    const message = await sendBody(body, headers, paths.messages);
    expect(message.status).toBe(expected);
    expect(JSON.parse(message.text)).toMatchObject({
      type: 'error',
      error: { type: expected === 413 ? 'request_too_large' : 'invalid_request_error' },
    });
    expect(message.text.includes('send application/json')).toBe(code === 'BODY_IS_FORM');
    expect(upstream.requests).toHaveLength(before);
  });
});
