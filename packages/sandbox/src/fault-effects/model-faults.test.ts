import { describe, expect, it } from 'vitest';
import { ask, chat, chatStream, get, post, readData, withMetadata } from '../testing/requests.js';
import { withFaults } from '../testing/sandboxes.js';

const enforced = { provider: { enforce_distillable_text: true } };
const served = (model: string): object => ({
  attempts: [{ model, status: 200 }],
  endpoints: { available: [{ model, selected: true }] },
});

describe('lying-upstream', () => {
  it.each<['model' | 'metadata' | 'both' | undefined, string, string]>([
    [undefined, 'openai/three', 'openai/three'],
    ['both', 'openai/three', 'openai/three'],
    ['model', 'openai/three', 'qwen/one'],
    ['metadata', 'qwen/one', 'openai/three'],
  ])('in %s: `model` is %s and the metadata names %s', async (where, model, inMetadata) => {
    const place = where === undefined ? {} : { in: where };
    const sandbox = await withFaults({ kind: 'lying-upstream', model: 'openai/three', ...place });
    const { json, headers } = await chat(sandbox, enforced, withMetadata);
    expect(json).toMatchObject({ model, openrouter_metadata: served(inMetadata) });
    const record = await get(sandbox, `/generation?id=${headers['x-generation-id']}`);
    expect(record.json).toMatchObject({ data: { model: 'openai/three' } });
  });

  it('lies in streams too', async () => {
    const sandbox = await withFaults({ kind: 'lying-upstream', model: 'openai/three' });
    const chunks = readData(await chatStream(sandbox, enforced));
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(['openai/three']));
  });

  it.each(['/responses', '/messages', '/completions'])('lies at %s', async (path) => {
    const sandbox = await withFaults({ kind: 'lying-upstream', model: 'openai/three' });
    const body = { messages: [{ role: 'user', content: 'a' }], input: 'a', prompt: 'a', max_tokens: 9 };
    const { json } = await ask(sandbox, path, { ...enforced, ...body, model: 'qwen/one' });
    expect(json).toMatchObject({ model: 'openai/three' });
  });
});

describe('lying-host', () => {
  it.each<['provider' | 'metadata' | 'both' | undefined, string, string]>([
    [undefined, 'Elsewhere', 'Elsewhere'],
    ['both', 'Elsewhere', 'Elsewhere'],
    ['provider', 'Elsewhere', 'Sandbox qwen'],
    ['metadata', 'Sandbox qwen', 'Elsewhere'],
  ])('in %s: `provider` is %s and the metadata names %s', async (where, provider, inMetadata) => {
    const place = where === undefined ? {} : { in: where };
    const sandbox = await withFaults({ kind: 'lying-host', host: 'Elsewhere', ...place });
    const { json } = await chat(sandbox, { provider: { ignore: ['elsewhere'] } }, withMetadata);
    expect(json).toMatchObject({
      provider,
      openrouter_metadata: {
        attempts: [{ provider: inMetadata }],
        endpoints: { available: [{ provider: inMetadata, selected: true }] },
      },
    });
  });
});

describe('unnamed-model', () => {
  const paths = ['/chat/completions', '/responses', '/messages', '/completions'];

  it.each(paths.flatMap((path) => [false, true].map((stream) => ({ path, stream }))))(
    'leaves the model out of $path, streamed: $stream',
    async ({ path, stream }) => {
      const question = { messages: [{ role: 'user', content: 'a' }], input: 'a', prompt: 'a', max_tokens: 9 };
      const sandbox = await withFaults({ kind: 'unnamed-model' });
      const { body } = await post(sandbox, path, { ...question, model: 'qwen/one', stream }, withMetadata);
      expect(body.toString()).toContain('sandbox');
      expect(body.toString()).not.toContain('"model"');
      expect(body.toString()).not.toContain('openrouter_metadata');
    },
  );
});

it('tool-model names its model in what server tools gave', async () => {
  const sandbox = await withFaults({ kind: 'tool-model', model: 'openai/secret' });
  const tools = [{ type: 'openrouter:advisor', parameters: { model: 'qwen/two' } }];
  const { body } = await chat(sandbox, { tools });
  expect(body.toString()).toContain('openai/secret');
  expect(body.toString()).not.toContain('qwen/two');
});

describe('model-down', () => {
  it('lets a fallback serve, and reports the attempts', async () => {
    const sandbox = await withFaults({ kind: 'model-down', model: 'qwen/one' });
    const { status, json } = await chat(sandbox, { models: ['qwen/two'] }, withMetadata);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      model: 'qwen/two',
      openrouter_metadata: {
        strategy: 'fallback',
        attempt: 2,
        attempts: [
          { model: 'qwen/one', status: 503 },
          { model: 'qwen/two', status: 200 },
        ],
        endpoints: {
          total: 2,
          available: [
            { model: 'qwen/one', selected: false },
            { model: 'qwen/two', selected: true },
          ],
        },
      },
    });
  });

  it('is an error with `availability` where nothing else can serve', async () => {
    const sandbox = await withFaults({ kind: 'model-down', model: 'qwen/one' });
    const { status, headers, json } = await chat(sandbox, {}, withMetadata);
    expect(status).toBe(503);
    expect(headers).not.toHaveProperty('retry-after');
    expect(json).toMatchObject({
      error: {
        code: 503,
        message: 'Service Unavailable',
        availability: { code: 'provider_unavailable', retryable: true, requested_models: ['qwen/one'] },
      },
      openrouter_metadata: { attempts: [{ model: 'qwen/one', status: 503 }] },
    });
  });

  it('says when to try again', async () => {
    const down = { kind: 'model-down', model: 'qwen/two', status: 429, retryAfter: 3 } as const;
    const sandbox = await withFaults(down, { kind: 'model-down', model: 'qwen/one' });
    const { status, headers, json } = await chat(sandbox, { models: ['qwen/two'] });
    expect(status).toBe(429);
    expect(headers['retry-after']).toBe('3');
    expect(json).toMatchObject({
      error: {
        availability: {
          code: 'rate_limited',
          retry_after: 3,
          requested_models: ['qwen/one'],
          fallback_models: ['qwen/two'],
        },
      },
    });
  });

  it.each(['qwen/two', 'qwen/two:nitro', '~qwen/latest', 'qwen/two-20260101'])(
    'meets a model that is called %s',
    async (model) => {
      const sandbox = await withFaults({ kind: 'model-down', model: 'qwen/two' });
      expect((await chat(sandbox, { model })).status).toBe(503);
    },
  );

  it('lets a router go on to its next choice', async () => {
    const sandbox = await withFaults({ kind: 'model-down', model: 'openai/three' });
    expect((await chat(sandbox, { model: 'openrouter/auto' })).json).toMatchObject({ model: 'qwen/one' });
  });
});
