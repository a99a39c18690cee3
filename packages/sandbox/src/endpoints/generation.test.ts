import { expect, it } from 'vitest';
import { chat, chatStream, get } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';

it('returns the record of a generation', async () => {
  const now = Date.UTC(2026, 10, 24, 1, 2, 3);
  const sandbox = await runningSandbox({ catalog: smallCatalog, now: () => now });
  const { headers, json } = await chat(sandbox, {});
  const id = headers['x-generation-id'];
  expect(id).toMatch(/^gen-1795482123-[0-9a-f]{24}$/);
  expect(json).toMatchObject({ id, created: 1_795_482_123 });
  expect((await get(sandbox, `/generation?id=${id}`)).json).toMatchObject({
    data: {
      id,
      model: 'qwen/one',
      provider_name: 'Sandbox qwen',
      router: null,
      preset_id: null,
      response_cache_source_id: null,
      created_at: '2026-11-24T01:02:03.000Z',
      streamed: false,
      tokens_prompt: 5,
      tokens_completion: expect.any(Number),
    },
  });
});

it('records whether it was streamed', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const { headers } = await chatStream(sandbox);
  const { json } = await get(sandbox, `/generation?id=${headers['x-generation-id']}`);
  expect(json).toMatchObject({ data: { streamed: true } });
});

it('gives every response an id of its own, errors too', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const responses = [
    await chat(sandbox, {}),
    await chat(sandbox, {}),
    await chat(sandbox, { model: 'a/none' }),
  ];
  const ids = responses.map(({ headers }) => headers['x-generation-id']);
  expect(ids.every((id) => typeof id === 'string')).toBe(true);
  expect(new Set(ids).size).toBe(3);
});

it.each([
  ['/generation', 400],
  ['/generation?id=', 400],
  ['/generation?id=gen-1-none', 404],
])('responds to %s with %i', async (path, status) => {
  expect((await get(await runningSandbox(), path)).status).toBe(status);
});
