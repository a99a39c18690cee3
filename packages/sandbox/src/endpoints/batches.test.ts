import { expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.js';
import { ask, get, type JsonResponse } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';

const messages = [{ role: 'user', content: 'Hello' }];
const line = (id: string, fields: object = {}): object => ({ custom_id: id, body: { messages, ...fields } });
const batch = { endpoint: '/v1/chat/completions', model: 'qwen/one', requests: [line('a'), line('b')] };

/** The beta endpoints lie beside `/api/v1`. */
function betaOf(sandbox: Sandbox): Sandbox {
  return { ...sandbox, url: sandbox.url.replace(/v1$/, 'beta') };
}

async function submit(body: object): Promise<{ sandbox: Sandbox; response: JsonResponse }> {
  const sandbox = betaOf(await runningSandbox({ catalog: smallCatalog }));
  return { sandbox, response: await ask(sandbox, '/batches', body) };
}

async function resultsOf(body: object): Promise<unknown> {
  const { sandbox, response } = await submit(body);
  return (await get(sandbox, `/batches/${(response.json as { id: string }).id}`)).json;
}

it('takes a batch with 202 before anything is done', async () => {
  const { response } = await submit(batch);
  expect(response.status).toBe(202);
  expect(response.json).toEqual({
    id: expect.stringMatching(/^batch_/),
    object: 'batch',
    endpoint: '/v1/chat/completions',
    model: 'qwen/one',
    status: 'validating',
    completion_window: '24h',
    created_at: expect.any(Number),
    finalized_at: null,
    request_counts: { total: 2, completed: 0, failed: 0 },
    usage: null,
    results: null,
    error: null,
  });
});

it('returns the results when it is read', async () => {
  expect(await resultsOf(batch)).toMatchObject({
    status: 'completed',
    finalized_at: expect.any(Number),
    request_counts: { total: 2, completed: 2, failed: 0 },
    usage: { prompt_tokens: 2 },
    results: [
      {
        custom_id: 'a',
        response: { status_code: 200, body: { object: 'chat.completion', model: 'qwen/one' } },
        error: null,
      },
      { custom_id: 'b' },
    ],
  });
});

it.each([
  ['/v1/messages', { messages, max_tokens: 10 }, { type: 'message', model: 'qwen/one' }],
  ['/v1/responses', { input: 'Hello' }, { object: 'response', model: 'qwen/one' }],
])('writes the results of %s in its shape', async (endpoint, body, expected) => {
  const requests = [{ custom_id: 'a', body }];
  expect(await resultsOf({ endpoint, model: 'qwen/one', requests })).toMatchObject({
    results: [{ response: { body: expected } }],
  });
});

it('routes each line by itself, and lets one fail without the others', async () => {
  const provider = { enforce_distillable_text: true };
  const requests = [
    line('free'),
    line('rejected', { provider }),
    line('rescued', { provider, models: ['qwen/two'] }),
    line('broken', { messages: [] }),
  ];
  expect(await resultsOf({ ...batch, model: 'openai/three', requests })).toMatchObject({
    status: 'completed',
    request_counts: { total: 4, completed: 2, failed: 2 },
    results: [
      { custom_id: 'free', response: { body: { model: 'openai/three' } }, error: null },
      { custom_id: 'rejected', response: null, error: { message: expect.stringMatching(/^No endpoints/) } },
      { custom_id: 'rescued', response: { body: { model: 'qwen/two' } }, error: null },
      { custom_id: 'broken', response: null, error: { message: expect.stringMatching(/messages/) } },
    ],
  });
});

it.each<[object, string]>([
  [{ requests: batch.requests, endpoint: batch.endpoint, model: 'qwen/one' }, 'must come before'],
  [{ ...batch, endpoint: '/v1/embeddings' }, '`endpoint` must be one of'],
  [{ ...batch, endpoint: 'constructor' }, '`endpoint` must be one of'],
  [{ ...batch, requests: [] }, 'requests'],
  [{ ...batch, requests: [{ body: {} }] }, 'requests.0.custom_id'],
  [{ ...batch, requests: [line('a'), line('a')] }, 'unique'],
  [{ ...batch, requests: [line('a', { model: 'qwen/two' })] }, 'another model'],
])('rejects %j', async (body, message) => {
  const { response } = await submit(body);
  expect(response).toMatchObject({
    status: 400,
    json: { error: { code: 400, message: expect.stringContaining(message) } },
  });
});

it('takes a line that names the model of its batch', async () => {
  const { response } = await submit({ ...batch, requests: [line('a', { model: 'qwen/one' })] });
  expect(response.status).toBe(202);
});

it('responds with 404 to an unknown batch, and below /api/v1', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  expect((await get(betaOf(sandbox), '/batches/none')).status).toBe(404);
  expect((await ask(sandbox, '/batches', batch)).status).toBe(404);
});
