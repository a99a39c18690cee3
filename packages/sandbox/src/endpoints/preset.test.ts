import { expect, it } from 'vitest';
import { get } from '../testing/ask.js';
import { runningSandbox } from '../testing/running-sandbox.js';

const presets = { 'my preset': { model: 'qwen/one', temperature: 0 } };

it('tells a preset with its fields', async () => {
  const sandbox = await runningSandbox({ presets });
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
  ['/presets/none', 404],
  ['/presets/%E0%A4%A', 400],
  ['/presets/', 404],
  ['/presets', 404],
])('answers %s with %i', async (path, status) => {
  const { status: answered, json } = await get(await runningSandbox({ presets }), path);
  expect(answered).toBe(status);
  expect(json).toMatchObject({ error: { code: status } });
});
