import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../faults/fault.js';
import { ask, chat, chatStream, listedIds, rawRequest } from '../testing/requests.js';
import { listUnder, runningSandbox, smallCatalog, withFaults } from '../testing/sandboxes.js';
import { faultEffects } from './apply-faults.js';

it('knows an effect for each kind of fault that changes a response', () => {
  expect(Object.keys(faultEffects).toSorted()).toEqual([
    'coalesce',
    'conflicting-row',
    'content-type',
    'cut-body',
    'cut-stream',
    'delay',
    'duplicate-row',
    'empty-list',
    'endless-stream',
    'filter-ignored',
    'html',
    'invalid-json',
    'legacy-response',
    'moving-list',
    'next-link',
    'next-link-loop',
    'no-done',
    'no-etag',
    'oversized-body',
    'redirect',
    'reset',
    'row-without-id',
    'slow-stream',
    'split-writes',
    'stall',
    'status',
    'stream-error',
    'switch-model',
    'total-count',
    'truncated-gzip',
  ]);
});

it('has each kind of fault in a table of the README', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.slice(readme.indexOf('## Faults')).matchAll(/^\| `([a-z-]+)` \|/gm)].map(
    ([, kind]) => kind,
  );
  const modelFaults = ['lying-host', 'lying-upstream', 'unnamed-model', 'tool-model', 'model-down'];
  expect(rows.toSorted()).toEqual([...Object.keys(faultEffects), ...modelFaults].toSorted());
});

it('delay holds the headers back', async () => {
  const { url } = await withFaults({ kind: 'delay', milliseconds: 60 });
  const start = performance.now();
  expect((await rawRequest(`${url}/models`)).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(55);
});

it('stall sends the second half of the body later', async () => {
  const { url } = await withFaults({ kind: 'stall', milliseconds: 60 });
  const start = performance.now();
  const response = await fetch(`${url}/models`);
  expect(await response.json()).toMatchObject({ total_count: 6 });
  expect(performance.now() - start).toBeGreaterThan(55);
});

it('stall without a time never sends the second half', async () => {
  const { url } = await withFaults({ kind: 'stall' });
  const response = await fetch(`${url}/models`, { signal: AbortSignal.timeout(300) });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('timeout');
});

it('cut-body promises more than it sends', async () => {
  const response = await listUnder({ kind: 'cut-body' });
  expect(response).toMatchObject({ status: 200, cutShort: true });
  expect(response.body.length).toBe(Math.floor(Number(response.headers['content-length']) / 2));
});

it('cut-body ends the connection of a client that would keep it alive', async () => {
  const { url } = await withFaults({ kind: 'cut-body' });
  const response = await fetch(`${url}/models`, { signal: AbortSignal.timeout(5_000) });
  await expect(response.text()).rejects.toThrow('terminated');
});

it('truncated-gzip is complete for HTTP but not for gzip', async () => {
  const response = await listUnder({ kind: 'truncated-gzip' });
  expect(response).toMatchObject({ status: 200, cutShort: false, headers: { 'content-encoding': 'gzip' } });
  expect(() => gunzipSync(response.body)).toThrow('unexpected end of file');
});

it('reset ends the connection before the headers', async () => {
  await expect(listUnder({ kind: 'reset' })).rejects.toMatchObject({ code: 'ECONNRESET' });
});

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
