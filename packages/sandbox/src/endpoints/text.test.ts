import { expect, it } from 'vitest';
import { chat, chatStream, get, readChatText, readData, withMetadata } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';

const cached = { ...withMetadata, 'x-openrouter-cache': 'true' };

it('serves the same body from the cache, without metadata', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const first = await chat(sandbox, {}, cached);
  expect(first.headers).toMatchObject({ 'x-openrouter-cache-status': 'MISS' });
  expect(first.headers).not.toHaveProperty('x-openrouter-cache-source-id');
  expect(first.json).toHaveProperty('openrouter_metadata');
  const second = await chat(sandbox, {}, cached);
  const source = first.headers['x-generation-id'];
  expect(second.headers).toMatchObject({
    'x-openrouter-cache-status': 'HIT',
    'x-openrouter-cache-source-id': source,
  });
  expect(second.headers['x-generation-id']).not.toBe(source);
  expect(second.json).not.toHaveProperty('openrouter_metadata');
  expect(second.json).toMatchObject({
    model: 'qwen/one',
    choices: (first.json as { choices: unknown[] }).choices,
    usage: { total_tokens: 0 },
  });
  const record = await get(sandbox, `/generation?id=${second.headers['x-generation-id']}`);
  expect(record.json).toMatchObject({ data: { response_cache_source_id: source } });
});

it('replays streams', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const first = await chatStream(sandbox, {}, cached);
  const second = await chatStream(sandbox, {}, cached);
  expect(second.headers['x-openrouter-cache-status']).toBe('HIT');
  expect(readChatText(second)).toBe(readChatText(first));
  expect(readData(second).some((chunk) => 'openrouter_metadata' in chunk)).toBe(false);
});

it.each<[string, object, Readonly<Record<string, string>>]>([
  ['another body', { temperature: 1 }, {}],
  ['another key', {}, { authorization: 'Bearer another' }],
])('misses for %s', async (_name, fields, headers) => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  await chat(sandbox, {}, cached);
  const response = await chat(sandbox, fields, { ...cached, ...headers });
  expect(response.headers['x-openrouter-cache-status']).toBe('MISS');
});

it('keeps no error', async () => {
  const sandbox = await runningSandbox({
    catalog: smallCatalog,
    faults: [{ kind: 'model-down', model: 'qwen/one', times: 1 }],
  });
  expect((await chat(sandbox, {}, cached)).status).toBe(503);
  expect((await chat(sandbox, {}, cached)).headers['x-openrouter-cache-status']).toBe('MISS');
});

it('says nothing of the cache unless it is asked', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  await chat(sandbox, {}, cached);
  expect((await chat(sandbox, {})).headers).not.toHaveProperty('x-openrouter-cache-status');
});
