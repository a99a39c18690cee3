import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type RawResponse, rawRequest } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';

const question = { model: 'qwen/one', messages: [{ role: 'user', content: 'Hello' }] };
const text = JSON.stringify(question);

function send(url: string, body?: string | Buffer, headers: object = {}): Promise<RawResponse> {
  return rawRequest(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'x-api-key': 'a-key', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

it.each<[string, string | Buffer | undefined, object, number, unknown]>([
  ['JSON', text, {}, 200, question],
  ['no body', undefined, {}, 400, null],
  ['what is not JSON', '{"model":', {}, 400, '{"model":'],
  ['a list', '[1]', {}, 400, [1]],
  ['null', 'null', {}, 400, null],
  ['gzip', gzipSync(text), { 'content-encoding': 'gzip' }, 415, null],
  ['plain JSON that is called so', text, { 'content-encoding': 'identity' }, 200, question],
])('responds to %s, and records what it read', async (_name, body, headers, status, recorded) => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const response = await send(sandbox.url, body, headers);
  expect(response.status).toBe(status);
  if (status !== 200) expect(JSON.parse(response.body.toString())).toMatchObject({ error: { code: status } });
  expect(sandbox.requests[0]?.body).toEqual(recorded);
});

it('takes 64 MiB and no more', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const padding = (bytes: number): Buffer =>
    Buffer.concat([Buffer.from(text), Buffer.alloc(bytes - text.length, ' ')]);
  expect((await send(sandbox.url, padding(64 * 1024 * 1024))).status).toBe(200);
  expect((await send(sandbox.url, padding(64 * 1024 * 1024 + 1))).status).toBe(413);
});

it('goes on serving after a client that left in the middle of its body', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const upload = fetch(`${sandbox.url}/chat/completions`, {
    method: 'POST',
    body: new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
      pull: (controller) => controller.error(new Error('gone')),
    }),
    duplex: 'half',
  });
  await expect(upload).rejects.toThrow();
  expect((await send(sandbox.url, text)).status).toBe(200);
});
