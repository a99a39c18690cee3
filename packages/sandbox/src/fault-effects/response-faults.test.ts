import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../faults/fault.js';
import { ask, chat, chatStream, listedIds, rawRequest } from '../testing/requests.js';
import { listUnder, runningSandbox, smallCatalog, withFaults } from '../testing/sandboxes.js';

it.each<[string, Fault, object]>([
  [
    'status',
    { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    {
      status: 429,
      headers: { 'retry-after': '7' },
      body: Buffer.from('{"error":{"code":429,"message":"Too Many Requests"}}'),
    },
  ],
  [
    'status with a text',
    { kind: 'status', status: 502, body: 'bad gateway' },
    { status: 502, body: Buffer.from('bad gateway') },
  ],
  [
    'status with an object',
    { kind: 'status', status: 400, body: { a: 1 } },
    { status: 400, body: Buffer.from('{"a":1}') },
  ],
  [
    'redirect',
    { kind: 'redirect', location: 'http://127.0.0.1:1/' },
    { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
  ],
  ['html', { kind: 'html' }, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } }],
  ['html with a status', { kind: 'html', status: 403 }, { status: 403 }],
  [
    'content-type',
    { kind: 'content-type', contentType: 'text/plain' },
    { status: 200, headers: { 'content-type': 'text/plain' } },
  ],
])('%s', async (_name, fault, expected) => {
  const response = await listUnder(fault);
  expect(response).toMatchObject(expected);
  expect(response.headers['x-distillable-sample']).toBe(smallCatalog.sample);
});

it('invalid-json is complete for HTTP but not for JSON', async () => {
  const response = await listUnder({ kind: 'invalid-json' });
  expect(response.cutShort).toBe(false);
  expect(() => JSON.parse(response.body.toString())).toThrow(SyntaxError);
});

it('no-etag responds with 200 to a tag that was right', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const { headers } = await rawRequest(`${sandbox.url}/models`);
  sandbox.setFaults([{ kind: 'no-etag' }]);
  const response = await rawRequest(`${sandbox.url}/models`, {
    headers: { 'if-none-match': headers.etag ?? '' },
  });
  expect(response.status).toBe(200);
  expect(response.headers).not.toHaveProperty('etag');
});

it('oversized-body sends as many bytes as it is set to, plain or compressed', async () => {
  const { url } = await withFaults({ kind: 'oversized-body', bytes: 100_000 });
  const plain = await rawRequest(`${url}/models`);
  expect(plain.body.length).toBe(100_000);
  expect(plain.headers).not.toHaveProperty('content-length');
  const gzipped = await rawRequest(`${url}/models`, { headers: { 'accept-encoding': 'gzip' } });
  expect(gunzipSync(gzipped.body).equals(plain.body)).toBe(true);
});

it('oversized-body goes on until the client leaves', async () => {
  const { url } = await withFaults({ kind: 'oversized-body', times: 1 });
  const response = await fetch(`${url}/models`);
  let received = 0;
  for await (const chunk of response.body ?? []) {
    received += chunk.length;
    if (received > 5_000_000) break;
  }
  expect(received).toBeGreaterThan(5_000_000);
  expect(await listedIds(url)).toHaveLength(6);
});

describe('a status in place of text', () => {
  it('is JSON, also where a stream was asked for', async () => {
    const availability = { code: 'provider_unavailable', retryable: true, retry_after: 2 };
    const error = { code: 503, message: 'Down', availability };
    const sandbox = await withFaults({
      kind: 'status',
      status: 503,
      headers: { 'retry-after': '2' },
      body: { error },
    });
    const response = await chatStream(sandbox);
    expect(response.status).toBe(503);
    expect(response.headers).toMatchObject({
      'retry-after': '2',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(JSON.parse(response.body.toString())).toEqual({ error });
  });

  it('has the error shape of its endpoint', async () => {
    const sandbox = await withFaults({ kind: 'status', status: 429, path: '/messages' });
    const { json } = await ask(sandbox, '/messages', {});
    expect(json).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } });
    expect((await chat(sandbox, {})).status).toBe(200);
  });

  it('may be a redirect', async () => {
    const location = 'http://127.0.0.1:1/api/v1/chat/completions';
    const response = await chatStream(await withFaults({ kind: 'redirect', location, status: 308 }));
    expect(response).toMatchObject({ status: 308, headers: { location } });
  });
});
