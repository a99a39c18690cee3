import { expect, it } from 'vitest';
import { ask, post, withMetadata } from '../testing/ask.js';
import { readData, readEvents } from '../testing/read-events.js';
import { runningSandbox } from '../testing/running-sandbox.js';
import { smallCatalog } from '../testing/small-catalog.js';

const text = 'This is sandbox text from qwen/one. You wrote: “Once upon a time”';

it.each([['Once upon a time'], [['Once upon', 'a time']]])('answers the prompt %j', async (prompt) => {
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
  const answer = await post(sandbox, '/completions', {
    model: 'qwen/one',
    prompt: 'Once upon a time',
    stream: true,
  });
  const chunks = readData(answer);
  expect(chunks.map(({ choices }) => (choices as [{ text: string }])[0].text).join('')).toBe(text);
  expect(chunks.at(-1)).toMatchObject({ model: 'qwen/one', usage: { prompt_tokens: 4 } });
  expect(readEvents(answer).at(-1)).toBe('data: [DONE]');
});

it.each([{}, { prompt: 4 }, { prompt: [] }])('refuses the body %j', async (fields) => {
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
