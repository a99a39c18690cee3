import { expect, it } from 'vitest';
import type { Fault } from './faults/fault.js';
import { startSandbox } from './start-sandbox.js';
import { rawRequest } from './testing/requests.js';
import { listUnder, withFaults } from './testing/sandboxes.js';

it('meets only as many requests as `times` says', async () => {
  const { url } = await withFaults({ kind: 'status', status: 503, times: 2 });
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await rawRequest(`${url}/models`)).status);
  expect(statuses).toEqual([503, 503, 200, 200]);
});

it.each<[Fault, string, number]>([
  [{ kind: 'status', status: 500, path: '/models' }, '/models', 500],
  [{ kind: 'status', status: 500, path: '/other' }, '/models', 200],
  [{ kind: 'status', status: 500 }, '/other', 500],
  [{ kind: 'status', status: 500, query: { distillable: 'true' } }, '/models?distillable=true', 500],
  [{ kind: 'status', status: 500, query: { distillable: 'true' } }, '/models?distillable=false', 200],
  [{ kind: 'status', status: 500, query: { distillable: 'true' } }, '/models', 200],
  [{ kind: 'status', status: 500, query: { distillable: null } }, '/models?limit=3', 500],
  [{ kind: 'status', status: 500, query: { distillable: null } }, '/models?distillable=true', 200],
])('%j gives %s the status %i', async (fault, path, status) => {
  const { url } = await withFaults(fault);
  expect((await rawRequest(url + path)).status).toBe(status);
});

it('applies every fault that matches, and none after they are taken back', async () => {
  const sandbox = await withFaults({ kind: 'no-etag' }, { kind: 'total-count', difference: -2 });
  const wrong = await rawRequest(`${sandbox.url}/models`);
  expect(wrong.headers.etag).toBeUndefined();
  expect(JSON.parse(wrong.body.toString())).toMatchObject({ total_count: 4 });
  sandbox.setFaults([]);
  expect(await rawRequest(`${sandbox.url}/models`)).toMatchObject({
    headers: { etag: expect.any(String) },
  });
});

it.each([0, -1, 1.5, Number.NaN])('rejects `times: %d`', async (times) => {
  await expect(startSandbox({ faults: [{ kind: 'reset', times }] })).rejects.toMatchObject({
    code: 'SANDBOX_OPTION_INVALID',
  });
});

it.each([0, -1, 1.5, Number.NaN])('rejects split writes of %d bytes', async (bytes) => {
  await expect(startSandbox({ faults: [{ kind: 'split-writes', bytes }] })).rejects.toMatchObject({
    code: 'SANDBOX_OPTION_INVALID',
  });
});

it('meets paths below /api/beta as well', async () => {
  const { url } = await withFaults({ kind: 'status', status: 500, path: '/batches' });
  expect((await rawRequest(url.replace(/v1$/, 'beta/batches'))).status).toBe(500);
});

it('responds with 500 and the reason when a fault can’t be sent', async () => {
  const response = await listUnder({ kind: 'status', status: 503, headers: { 'retry-after': 'a\nb' } });
  expect(response.status).toBe(500);
  expect(response.body.toString()).toMatch(/"message":"Invalid character in header content/);
});
