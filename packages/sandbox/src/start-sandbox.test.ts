import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startSandbox } from './start-sandbox.js';
import { rawRequest } from './testing/requests.js';
import { runningSandbox, smallCatalog } from './testing/sandboxes.js';

it('listens on the loopback address, on a free port', async () => {
  const { url } = await runningSandbox();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/);
});

it('gives a reachable URL also when it listens on every address', async () => {
  const { url } = await runningSandbox({ host: '0.0.0.0' });
  expect((await rawRequest(`${url}/models`)).status).toBe(200);
});

it('says where the catalog comes from, in the header and as a property', async () => {
  const sandbox = await runningSandbox();
  const { headers } = await rawRequest(`${sandbox.url}/models`);
  expect(headers['x-distillable-sample']).toBe(sandbox.sample);
  sandbox.setCatalog(smallCatalog);
  expect(sandbox.sample).toBe('a small catalog for tests');
});

it('keeps no secret of a request', async () => {
  const sandbox = await runningSandbox();
  await rawRequest(`${sandbox.url}/models?limit=2&q=a&x=1&x=2`, {
    headers: { authorization: 'Bearer sk-secret', cookie: 'sk-secret', 'x-title': 'test' },
  });
  await rawRequest(`${sandbox.url}/nothing`, { method: 'POST', headers: { 'x-api-key': 'sk-secret' } });
  await rawRequest(`${sandbox.url}/models`, { method: 'HEAD' });
  expect(sandbox.requests).toMatchObject([
    {
      method: 'GET',
      path: '/api/v1/models',
      query: { limit: '2', q: 'a', x: '1,2' },
      headers: { 'x-title': 'test' },
      authorized: true,
    },
    { method: 'POST', path: '/api/v1/nothing', query: {}, authorized: true },
    { method: 'HEAD', path: '/api/v1/models', authorized: false },
  ]);
  expect(JSON.stringify(sandbox.requests)).not.toContain('sk-secret');
});

it.each([
  ['GET //elsewhere/path HTTP/1.1', 'is not a path'],
  ['OPTIONS * HTTP/1.1', 'is not a path'],
  ['this is no HTTP', 'not valid HTTP'],
])('responds to %j with 400 and the sample header', async (requestLine, message) => {
  const sandbox = await runningSandbox();
  const { hostname, port } = new URL(sandbox.url);
  const socket = connect(Number(port), hostname);
  socket.write(`${requestLine}\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const response = await text(socket);
  expect(response).toMatch(/^HTTP\/1\.1 400 /);
  expect(response).toContain(`x-distillable-sample: ${sandbox.sample}\r\n`);
  expect(response).toContain('{"error":{"code":400,');
  expect(response).toContain(message);
});

it('names a port that is in use', async () => {
  const { url } = await runningSandbox();
  const port = Number(new URL(url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({
    name: 'SandboxError',
    code: 'SANDBOX_PORT_IN_USE',
    message: `Port ${port} on 127.0.0.1 is in use by another process. Choose another port, or 0 for any free one.`,
    details: { port },
  });
});

it.each([{ port: 70_000 }, { host: '192.0.2.1' }])('says why it cannot listen on %j', async (options) => {
  await expect(startSandbox(options)).rejects.toMatchObject({ code: 'SANDBOX_LISTEN_FAILED' });
});

it.each(['', '  ', 'two\nlines', 'd\u00e9j\u00e0 vu'])('rejects the sample text %j', async (sample) => {
  const catalog = { ...smallCatalog, sample };
  await expect(startSandbox({ catalog })).rejects.toMatchObject({ code: 'SANDBOX_OPTION_INVALID' });
  const sandbox = await runningSandbox();
  expect(() => sandbox.setCatalog(catalog)).toThrow(/printable ASCII/);
});

it('closes at once, also with idle, waiting and stalled connections, and more than once', async () => {
  const sandbox = await startSandbox({
    catalog: smallCatalog,
    faults: [
      { kind: 'delay', milliseconds: 600_000, query: { q: 'late' } },
      { kind: 'stall', query: { q: 'stalled' } },
    ],
  });
  const idle = await fetch(`${sandbox.url}/models`);
  await idle.text();
  const stalled = await fetch(`${sandbox.url}/models?q=stalled`);
  const late = fetch(`${sandbox.url}/models?q=late`);
  const results = Promise.allSettled([late, stalled.text()]);
  await expect.poll(() => sandbox.requests.length).toBe(3);
  await Promise.all([sandbox.close(), sandbox.close()]);
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(fetch(`${sandbox.url}/models`)).rejects.toThrow();
});

it.each([
  [{ prot: 1 }, 'prot is not an option. The options are host, port, '],
  [{ port: '4010' }, 'port must be of type number.'],
  [{ host: null }, 'host must be of type string.'],
  [{ faults: { kind: 'delay' } }, 'faults must be a list.'],
  [{ aliasesInFiltered: 'yes' }, 'aliasesInFiltered must be of type boolean.'],
  [{ now: 7 }, 'now must be of type function.'],
  [null, 'the options must be an object.'],
])('rejects the options %j, as JavaScript may give them', async (options, message) => {
  const started = Reflect.apply(Object(startSandbox), undefined, [options]);
  await expect(started).rejects.toMatchObject({
    code: 'SANDBOX_OPTION_INVALID',
    message: expect.stringContaining(message),
  });
});
