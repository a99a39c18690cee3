import { expect, it } from 'vitest';
import { ask, post, readData, readEvents, withMetadata } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';

const text = 'This is sandbox text from qwen/one. You wrote: “Once upon a time”';

it.each([['Once upon a time'], [['Once upon', 'a time']]])('writes about the prompt %j', async (prompt) => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const { status, json } = await ask(sandbox, '/completions', { model: 'qwen/one', prompt }, withMetadata);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    object: 'text_completion',
    model: 'qwen/one',
    choices: [{ index: 0, text, finish_reason: 'stop' }],
    openrouter_metadata: { requested: 'qwen/one' },
  });
});

it('streams a word per event', async () => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  const response = await post(sandbox, '/completions', {
    model: 'qwen/one',
    prompt: 'Once upon a time',
    stream: true,
  });
  const chunks = readData(response);
  expect(chunks.map(({ choices }) => (choices as [{ text: string }])[0].text).join('')).toBe(text);
  expect(chunks.at(-1)).toMatchObject({ model: 'qwen/one', usage: { prompt_tokens: 4 } });
  expect(readEvents(response).at(-1)).toBe('data: [DONE]');
});

it.each([{}, { prompt: 4 }, { prompt: [] }])('rejects the body %j', async (fields) => {
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  expect((await post(sandbox, '/completions', { model: 'qwen/one', ...fields })).status).toBe(400);
});

it('keeps to the flag', async () => {
  const provider = { enforce_distillable_text: true };
  const body = { model: 'openai/three', prompt: 'Once', provider };
  const sandbox = await runningSandbox({ catalog: smallCatalog });
  expect((await post(sandbox, '/completions', body)).status).toBe(404);
  expect((await ask(sandbox, '/completions', { ...body, models: ['qwen/two'] })).json).toMatchObject({
    model: 'qwen/two',
  });
});
