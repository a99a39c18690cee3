import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { rawRequest } from '../testing/requests.js';
import { listUnder, withFaults } from '../testing/sandboxes.js';

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
