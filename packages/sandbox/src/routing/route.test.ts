import { describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../sandbox-state.js';
import type { Sandbox } from '../start-sandbox.js';
import { chat, get, withMetadata } from '../testing/requests.js';
import { routingCatalog, row, runningSandbox } from '../testing/sandboxes.js';
import { namedModels } from './route.js';

const enforced = { provider: { enforce_distillable_text: true } };

function sandboxOver(options: SandboxOptions = {}): Promise<Sandbox> {
  return runningSandbox({ catalog: routingCatalog, ...options });
}

/** The model that serves a chat with these fields. */
async function servedBy(fields: object, options?: SandboxOptions): Promise<unknown> {
  const { json } = await chat(await sandboxOver(options), fields);
  return (json as { model?: string }).model ?? json;
}

describe('without the flag', () => {
  it.each([
    ['qwen/one', 'qwen/one'],
    ['openai/three', 'openai/three'],
    ['openai/three:nitro', 'openai/three'],
    ['mistral/the-4th-20260101', 'mistralai/four'],
    ['~openai/latest', 'openai/three'],
    ['openrouter/auto', 'openai/three'],
    ['openrouter/fusion-flash', 'openai/three'],
    ['openrouter/free', 'openai/three:free'],
  ])('%s is served by %s', async (model, served) => {
    expect(await servedBy({ model })).toBe(served);
  });

  it('serves the first of `models` where `model` is absent', async () => {
    expect(await servedBy({ model: undefined, models: ['openai/three', 'qwen/one'] })).toBe('openai/three');
  });

  it.each([false, null, 'true', 1])('the flag as %j has no effect', async (flag) => {
    const provider = { enforce_distillable_text: flag };
    expect(await servedBy({ model: 'openai/three', provider })).toBe('openai/three');
  });

  it.each(['nobody/none', 'qwen/two:free', 'constructor'])(
    'rejects %s, which names nothing',
    async (model) => {
      const response = await chat(await sandboxOver(), { model });
      expect(response.status).toBe(400);
      expect(response.json).toEqual({ error: { code: 400, message: `${model} is not a valid model ID` } });
    },
  );
});

describe('hosts', () => {
  it.each<[object, string]>([
    [{ only: ['sandbox-openai'] }, 'openai/three'],
    [{ only: ['Sandbox openai', 'sandbox-mistralai'] }, 'openai/three'],
    [{ ignore: ['sandbox-qwen'] }, 'openai/three'],
    [{ ignore: null, only: null }, 'qwen/one'],
  ])('of provider preferences %j: %s', async (provider, served) => {
    expect(await servedBy({ provider, models: ['openai/three'] })).toBe(served);
  });

  it('of open weights are several, of which the first that may serve does', async () => {
    const models = [row('qwen/open', { hugging_face_id: 'Qwen/Open' })];
    const sandbox = await sandboxOver({ catalog: { ...routingCatalog, models } });
    const hostFor = async (provider: object): Promise<unknown> => {
      const { json } = await chat(sandbox, { model: 'qwen/open', provider });
      return Object(json).provider;
    };
    expect(await hostFor({})).toBe('Sandbox qwen');
    expect(await hostFor({ ignore: ['sandbox-qwen'] })).toBe('DeepInfra');
    expect(await hostFor({ only: ['deepinfra/turbo', 'Amazon Bedrock'] })).toBe('Amazon Bedrock');
    expect(await hostFor({ only: ['deepinfra'], ignore: ['deepinfra/fp8'] })).toBeUndefined();
  });

  it('are dropped until none is left', async () => {
    const response = await chat(await sandboxOver(), { provider: { only: [] } });
    expect(response.status).toBe(404);
  });
});

describe('under the flag', () => {
  it.each<[object, string]>([
    [{ model: 'qwen/one' }, 'qwen/one'],
    [{ model: 'qwen/one:free' }, 'qwen/one:free'],
    [{ model: 'qwen/one:floor' }, 'qwen/one'],
    [{ model: '~qwen/latest' }, 'qwen/two'],
    [{ model: 'openai/three', models: ['~openai/latest', 'qwen/two'] }, 'qwen/two'],
  ])('%j is served by %s', async (fields, served) => {
    expect(await servedBy({ ...enforced, ...fields })).toBe(served);
  });

  it.each<object>([
    { model: 'openai/three' },
    { model: 'openai/three:nitro' },
    { model: '~openai/latest' },
    { model: 'qwen/two:online' },
    { model: 'openai/three', models: ['openai/three:free'] },
  ])('%j gets 404 with a message that does not say why', async (fields) => {
    const response = await chat(await sandboxOver(), { ...enforced, ...fields });
    expect(response.status).toBe(404);
    expect(response.json).toMatchObject({
      error: {
        code: 404,
        message: expect.stringMatching(/^No endpoints found matching your data policy/),
        availability: { retryable: false, requested_models: [expect.any(String)] },
      },
    });
    expect(response.body.toString()).not.toMatch(/distill/i);
  });
});

describe('routers', () => {
  const auto = { model: 'openrouter/auto', ...enforced };
  const bounded = (id: string, settings: object): object => ({ plugins: [{ id, ...settings }] });

  it('pick a model that is not distillable, in spite of the flag', async () => {
    expect(await servedBy(auto)).toBe('openai/three');
    expect(await servedBy({ ...auto, model: 'openrouter/auto-beta' })).toBe('openai/three');
    expect(await servedBy({ ...auto, model: 'openrouter/free' })).toBe('openai/three:free');
  });

  it('honour the flag when the sandbox is set so', async () => {
    expect(await servedBy(auto, { routersHonourFlag: true })).toBe('qwen/one');
  });

  it.each<[string, object, object, string]>([
    ['allowed models', {}, bounded('auto-router', { allowed_models: ['qwen/*'] }), 'qwen/two:online'],
    ['an exact one', {}, bounded('auto-router', { allowed_models: ['qwen/one'] }), 'qwen/one'],
    ['an alias', {}, bounded('auto-router', { allowed_models: ['~qwen/latest'] }), 'qwen/two'],
    ['excluded ones', {}, bounded('auto-router', { excluded_models: ['openai/*', 'qwen/two*'] }), 'qwen/one'],
    [
      'exclusion before allowance',
      {},
      bounded('auto-router', { allowed_models: ['qwen/*'], excluded_models: ['qwen/two*'] }),
      'qwen/one',
    ],
    [
      'the beta router by its own id',
      { model: 'openrouter/auto-beta' },
      bounded('auto-beta-router', { allowed_models: ['qwen/one'] }),
      'qwen/one',
    ],
    [
      'not the other router’s id',
      {},
      bounded('auto-beta-router', { allowed_models: ['qwen/one'] }),
      'openai/three',
    ],
    ['not an empty list', {}, bounded('auto-router', { allowed_models: [] }), 'openai/three'],
  ])('are bound by %s', async (_name, model, plugins, served) => {
    expect(await servedBy({ ...auto, ...model, ...plugins })).toBe(served);
  });

  it('have nothing to pick when the bounds match nothing', async () => {
    const response = await chat(await sandboxOver(), {
      ...auto,
      ...bounded('auto-router', { allowed_models: ['nobody/*'] }),
    });
    expect(response.status).toBe(404);
  });

  it('pick the last assistant’s model when it is pinned', async () => {
    const messages = [
      { role: 'assistant', content: 'Hello', model: 'mistralai/four' },
      { role: 'user', content: 'Go on' },
    ];
    expect(await servedBy({ ...auto, messages })).toBe('openai/three');
    expect(await servedBy({ ...auto, messages, ...bounded('auto-router', { pin_model: true }) })).toBe(
      'mistralai/four',
    );
  });

  it('are named in the record of the generation', async () => {
    const sandbox = await sandboxOver();
    const { headers } = await chat(sandbox, auto);
    const { json } = await get(sandbox, `/generation?id=${headers['x-generation-id']}`);
    expect(json).toMatchObject({ data: { model: 'openai/three', router: 'openrouter/auto' } });
  });
});

describe('router metadata', () => {
  const endpoint = (model: string, selected: boolean): object => ({
    model,
    provider: `Sandbox ${model.split('/')[0]}`,
    selected,
  });

  it.each<[string, object, string]>([
    ['direct', {}, 'qwen/one'],
    ['latest', { model: '~qwen/latest' }, 'qwen/two'],
    ['auto', { model: 'openrouter/auto' }, 'openai/three'],
    ['free', { model: 'openrouter/free' }, 'openai/three:free'],
    ['pareto', { model: 'openrouter/pareto-code' }, 'openai/three'],
    ['fallback', { ...enforced, model: 'openai/three', models: ['qwen/two'] }, 'qwen/two'],
  ])('reports the strategy %s', async (strategy, fields, served) => {
    const { json } = await chat(await sandboxOver(), fields, withMetadata);
    expect(json).toMatchObject({
      model: served,
      openrouter_metadata: {
        requested: expect.any(String),
        strategy,
        attempt: 1,
        attempts: [{ model: served, status: 200 }],
      },
    });
  });

  it('reports every endpoint that could serve, and which one did', async () => {
    const { json } = await chat(await sandboxOver(), { models: ['qwen/two', 'openai/three'] }, withMetadata);
    expect(json).toMatchObject({
      openrouter_metadata: {
        endpoints: {
          total: 3,
          available: [
            endpoint('qwen/one', true),
            endpoint('qwen/two', false),
            endpoint('openai/three', false),
          ],
        },
      },
    });
  });

  it('stands beside an error', async () => {
    const { json } = await chat(await sandboxOver(), { ...enforced, model: 'openai/three' }, withMetadata);
    expect(json).toMatchObject({
      error: { code: 404 },
      openrouter_metadata: {
        requested: 'openai/three',
        endpoints: { total: 0, available: [] },
        attempts: [],
      },
    });
  });

  it.each([
    [{ 'x-openrouter-metadata': 'ENABLED' }, true],
    [{ 'x-openrouter-experimental-metadata': 'enabled' }, true],
    [{ 'x-openrouter-metadata': 'disabled' }, false],
    [{ 'x-openrouter-metadata': 'yes' }, false],
    [{}, false],
  ])('is sent for %j: %s', async (headers, sent) => {
    const { json } = await chat(await sandboxOver(), {}, { ...headers });
    expect('openrouter_metadata' in (json as object)).toBe(sent);
  });
});

describe('the models of a body', () => {
  it.each<[string, object, readonly string[]]>([
    ['chat', { model: 'a/a' }, ['a/a']],
    ['chat', { model: 'a/a', models: ['b/b', 'c/c'] }, ['a/a', 'b/b', 'c/c']],
    ['chat', { models: ['b/b', 'c/c'] }, ['b/b', 'c/c']],
    ['chat', { model: null, models: ['b/b'] }, ['b/b']],
    ['chat', { model: 'a/a', models: ['a/a', 'b/b'] }, ['a/a', 'b/b']],
    ['messages', { model: 'a/a', models: ['b/b'] }, ['a/a', 'b/b']],
    ['messages', { model: 'a/a', fallbacks: [{ model: 'b/b' }, { model: 'c/c' }] }, ['a/a', 'b/b', 'c/c']],
    ['chat', { model: 'a/a', fallbacks: [{ model: 'b/b' }] }, ['a/a']],
    ['responses', { models: ['b/b'] }, ['b/b']],
    ['completions', { models: ['b/b'] }, ['b/b']],
  ])('%s reads %j in order', (shape, body, names) => {
    expect(namedModels({ hasFallbacks: shape === 'messages', body: { ...body } })).toEqual(names);
  });

  it.each<[string, object, RegExp]>([
    ['chat', {}, /No models provided/],
    ['chat', { model: 1 }, /`model` must be a string/],
    ['chat', { models: 'a/a' }, /`models` must be a list/],
    ['chat', { models: [1] }, /`models` must be a list/],
    ['messages', { model: 'a/a', models: ['b/b'], fallbacks: [] }, /cannot be used together/],
    ['messages', { model: 'a/a', fallbacks: Array(4).fill({ model: 'b/b' }) }, /at most 3/],
    ['messages', { model: 'a/a', fallbacks: ['b/b'] }, /must have a `model`/],
    ['messages', { model: 'a/a', fallbacks: 'b/b' }, /must be a list/],
  ])('%s rejects %j', (shape, body, message) => {
    expect(() => namedModels({ hasFallbacks: shape === 'messages', body: { ...body } })).toThrow(message);
  });
});
