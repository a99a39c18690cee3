import { describe, expect, it } from 'vitest';
import {
  ask,
  chat,
  chatStream,
  post,
  readChatText,
  readData,
  readEvents,
  withMetadata,
} from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather = { type: 'function', function: { name: 'weather', parameters: schema } };
const text = 'This is sandbox text from qwen/one. You wrote: “Why is the sky blue?”';

describe('a whole response', () => {
  it('names the model that served and quotes the question', async () => {
    const response = await chat(await runningSandbox({ catalog: smallCatalog }), {});
    expect(response.status).toBe(200);
    expect(response.json).toEqual({
      id: response.headers['x-generation-id'],
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'qwen/one',
      provider: 'Sandbox qwen',
      system_fingerprint: null,
      choices: [
        {
          index: 0,
          logprobs: null,
          finish_reason: 'stop',
          native_finish_reason: 'stop',
          message: { role: 'assistant', content: text, refusal: null },
        },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 13, total_tokens: 18, cost: 0, is_byok: false },
    });
  });

  it('quotes no more than the first words', async () => {
    const messages = [{ role: 'user', content: 'word '.repeat(50) }];
    const { json } = await chat(await runningSandbox({ catalog: smallCatalog }), { messages });
    const content = `${'word '.repeat(12)}…”`;
    expect(json).toMatchObject({ choices: [{ message: { content: expect.stringContaining(content) } }] });
  });

  it('calls a function tool with an example of its schema', async () => {
    const { json } = await chat(await runningSandbox({ catalog: smallCatalog }), { tools: [weather] });
    expect(json).toMatchObject({
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            content: null,
            tool_calls: [{ type: 'function', function: { name: 'weather', arguments: '{"city":"x"}' } }],
          },
        },
      ],
    });
  });

  it.each([
    [{ type: 'openrouter:advisor', parameters: { model: 'openai/three' } }, { model: 'openai/three' }],
    [{ type: 'openrouter:advisor' }, { model: 'openai/three' }],
    [{ type: 'openrouter:advisor', parameters: { model: '~qwen/latest' } }, { model: 'qwen/two' }],
    [{ type: 'openrouter:subagent', parameters: {} }, { model: 'qwen/one' }],
    [
      { type: 'openrouter:fusion', parameters: { analysis_models: ['qwen/two', 'openai/three'] } },
      { models: ['qwen/two', 'openai/three'] },
    ],
    [{ type: 'openrouter:fusion' }, { models: ['openai/three'] }],
  ])('names the models of %j, whatever the flag says', async (tool, named) => {
    const provider = { enforce_distillable_text: true };
    const { json } = await chat(await runningSandbox({ catalog: smallCatalog }), { provider, tools: [tool] });
    const [detail] = (json as { choices: [{ message: { reasoning_details: [{ result: string }] } }] })
      .choices[0].message.reasoning_details;
    expect(detail).toMatchObject({ type: 'reasoning.server_tool_call', tool_name: tool.type });
    expect(JSON.parse(detail.result)).toMatchObject(named);
  });

  it('names the panel of the fusion plugin', async () => {
    const plugins = [{ id: 'fusion', analysis_models: ['openai/three'] }, { id: 'web' }];
    const { body } = await chat(await runningSandbox({ catalog: smallCatalog }), { plugins });
    expect(body.toString()).toContain('"tool_name":"openrouter:fusion"');
    expect(body.toString()).toContain('openai/three');
  });
});

describe('a stream', () => {
  it('has a keep-alive comment, a word per event, the usage, and its end', async () => {
    const response = await chatStream(await runningSandbox({ catalog: smallCatalog }));
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(response.headers).not.toHaveProperty('content-length');
    expect(response.body.toString()).toMatch(/^: OPENROUTER PROCESSING\n\ndata: \{/);
    expect(readEvents(response).at(-1)).toBe('data: [DONE]');
    const chunks = readData(response);
    expect(chunks).toHaveLength(text.split(' ').length + 2);
    expect(chunks.every(({ model }) => model === 'qwen/one')).toBe(true);
    expect(readChatText(response)).toBe(text);
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    expect(chunks.at(-1)).toMatchObject({ usage: { total_tokens: 18 } });
  });

  it('is never compressed', async () => {
    const sandbox = await runningSandbox({ catalog: smallCatalog });
    const { headers } = await chatStream(sandbox, {}, { 'accept-encoding': 'gzip, br' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  it('reports the metadata only in its last chunk', async () => {
    const response = await chatStream(await runningSandbox({ catalog: smallCatalog }), {}, withMetadata);
    const telling = readData(response).map((chunk) => 'openrouter_metadata' in chunk);
    expect(telling.indexOf(true)).toBe(telling.length - 1);
  });

  it('calls a function tool piece by piece', async () => {
    const sandbox = await runningSandbox({ catalog: smallCatalog });
    const fields = { ...weather.function, parameters: { ...schema, required: ['city'] } };
    const response = await chatStream(sandbox, { tools: [{ type: 'function', function: fields }] });
    const calls = readData(response).flatMap(
      ({ choices }) =>
        (choices as [{ delta: { tool_calls?: { function: { name?: string; arguments: string } }[] } }])[0]
          .delta.tool_calls ?? [],
    );
    expect(calls[0]).toMatchObject({ index: 0, id: expect.any(String), function: { name: 'weather' } });
    expect(calls.map((call) => call.function.arguments).join('')).toBe('{"city":"x"}');
  });

  it('reports the results of server tools before the text', async () => {
    const sandbox = await runningSandbox({ catalog: smallCatalog });
    const response = await chatStream(sandbox, { tools: [{ type: 'openrouter:advisor' }] });
    expect(readData(response)[0]).toMatchObject({
      choices: [{ delta: { reasoning_details: [{ tool_name: 'openrouter:advisor' }] } }],
    });
  });

  it('is rejected as JSON', async () => {
    const response = await chatStream(await runningSandbox({ catalog: smallCatalog }), {
      model: 'nobody/none',
    });
    expect(response.status).toBe(400);
    expect(response.headers['content-type']).toContain('application/json');
  });
});

describe('a completion of plain text', () => {
  const completion = 'This is sandbox text from qwen/one. You wrote: “Once upon a time”';

  it.each([['Once upon a time'], [['Once upon', 'a time']]])('writes about the prompt %j', async (prompt) => {
    const sandbox = await runningSandbox({ catalog: smallCatalog });
    const { status, json } = await ask(sandbox, '/completions', { model: 'qwen/one', prompt }, withMetadata);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      object: 'text_completion',
      model: 'qwen/one',
      choices: [{ index: 0, text: completion, finish_reason: 'stop' }],
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
    expect(chunks.map(({ choices }) => (choices as [{ text: string }])[0].text).join('')).toBe(completion);
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
});
