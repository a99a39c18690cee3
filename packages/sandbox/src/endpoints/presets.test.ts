import { describe, expect, it } from 'vitest';
import { chat, get } from '../testing/requests.js';
import { routingCatalog, runningSandbox } from '../testing/sandboxes.js';
import { applyPreset } from './presets.js';

const tool = (name: string): object => ({ type: 'function', function: { name } });
const presets = {
  closed: { model: 'openai/three', provider: { zdr: true }, tools: [tool('b')] },
  open: { model: 'openai/three', models: ['qwen/two'], provider: { enforce_distillable_text: true } },
};
const known = new Map(Object.entries(presets));

it.each<[object, object]>([
  [
    { model: '@preset/closed', messages: [] },
    { model: 'openai/three', messages: [], provider: { zdr: true } },
  ],
  [{ model: 'qwen/one@preset/closed' }, { model: 'qwen/one', provider: { zdr: true } }],
  [{ preset: 'closed' }, { model: 'openai/three' }],
  [{ preset: 'closed', model: 'qwen/one' }, { model: 'qwen/one' }],
  [{ preset: 'closed', provider: { sort: 'price' } }, { provider: { sort: 'price' } }],
  [{ preset: 'closed', provider: null }, { provider: { zdr: true } }],
  [{ preset: 'closed', tools: [tool('a')] }, { tools: [tool('a'), tool('b')] }],
  [{ models: ['@preset/closed', 'qwen/one'] }, { model: 'openai/three', models: ['qwen/one'] }],
])('reads %j as %j', (body, merged) => {
  const result = applyPreset({ ...body }, known);
  expect(result).toMatchObject({ preset: 'closed', body: merged });
  expect(result.body).not.toHaveProperty('preset');
});

it('leaves a body alone that names no preset', () => {
  const body = { model: 'qwen/one' };
  expect(applyPreset(body, known)).toEqual({ body, preset: null });
});

it('rejects several presets, and unknown ones', () => {
  expect(() => applyPreset({ preset: 'open', model: '@preset/closed' }, known)).toThrow(/one preset only/);
  expect(() => applyPreset({ preset: 'none' }, known)).toThrow(/"none" not found/);
});

describe('over HTTP', () => {
  it.each<[object, string]>([
    [{ model: '@preset/closed' }, 'openai/three'],
    [{ model: 'openai/three@preset/open' }, 'qwen/two'],
    [{ model: undefined, preset: 'open' }, 'qwen/two'],
    [{ preset: 'open', provider: {}, model: undefined }, 'openai/three'],
  ])('%j is served by %s', async (fields, served) => {
    const sandbox = await runningSandbox({ catalog: routingCatalog, presets });
    const { json, headers } = await chat(sandbox, { tools: [], ...fields });
    expect(json).toMatchObject({ model: served });
    const record = await get(sandbox, `/generation?id=${headers['x-generation-id']}`);
    expect(record.json).toMatchObject({ data: { preset_id: expect.any(String) } });
  });

  it('responds with 404 to an unknown preset', async () => {
    const sandbox = await runningSandbox({ catalog: routingCatalog, presets });
    expect(await chat(sandbox, { model: '@preset/none' })).toMatchObject({
      status: 404,
      json: { error: { code: 404, message: 'Preset "none" not found.' } },
    });
  });
});

describe('GET /presets/{slug}', () => {
  const named = { 'my preset': { model: 'qwen/one', temperature: 0 } };

  it('returns a preset with its fields', async () => {
    const sandbox = await runningSandbox({ presets: named });
    expect(await get(sandbox, '/presets/my%20preset')).toMatchObject({
      status: 200,
      json: {
        data: {
          slug: 'my preset',
          status: 'active',
          designated_version: { version: 1, config: { model: 'qwen/one', temperature: 0 } },
        },
      },
    });
  });

  it.each([
    ['/presets/none', 404, /^Preset "none" not found/],
    ['/presets/%E0%A4%A', 400, /is not a valid part of a path/],
    ['/presets/', 404, /has nothing at/],
    ['/presets/my%20preset/extra', 404, /has nothing at/],
    ['/presets', 404, /has nothing at/],
  ])('responds to %s with %i', async (path, status, message) => {
    const { status: received, json } = await get(await runningSandbox({ presets: named }), path);
    expect(received).toBe(status);
    expect(json).toMatchObject({ error: { code: status, message: expect.stringMatching(message) } });
  });
});
