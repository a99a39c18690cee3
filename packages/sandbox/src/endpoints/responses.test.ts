import { describe, expect, it } from 'vitest';
import { post as postTo, type RawResponse, withMetadata } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';
import type { JsonObject } from '../wire/json.js';
import { dataOf } from '../wire/planned-response.js';

const question: JsonObject = { model: 'qwen/one', input: 'Why is the sky blue?' };

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RawResponse> {
  return postTo(await runningSandbox({ catalog: smallCatalog }), '/responses', body, headers);
}

async function ask(body: unknown): Promise<unknown> {
  return JSON.parse((await post(body)).body.toString());
}

describe('a whole response', () => {
  it('is a response by the model that served, about the last question', async () => {
    const text = expect.stringContaining('Why is the sky blue?');
    expect(await ask(question)).toMatchObject({
      object: 'response',
      status: 'completed',
      model: 'qwen/one',
      output: [{ type: 'message', content: [{ type: 'output_text', text }] }],
    });
  });

  it('is by the first distillable model where the flag is set', async () => {
    const provider = { enforce_distillable_text: true };
    expect(await ask({ ...question, model: 'openai/three', models: ['qwen/two'], provider })).toMatchObject({
      model: 'qwen/two',
    });
  });

  it('calls a tool with an example of its schema, and writes text after its result', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const tools = [{ type: 'function', name: 'weather', parameters }];
    expect(await ask({ ...question, tools })).toMatchObject({
      output: [
        { type: 'function_call', name: 'weather', arguments: expect.stringMatching(/^\{"city":".*"\}$/) },
      ],
    });
    const input = [
      { role: 'user', content: 'How warm is it?' },
      { type: 'function_call', call_id: 'a', name: 'weather', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output: '20 degrees' },
    ];
    expect(await ask({ ...question, tools, input })).toMatchObject({ output: [{ type: 'message' }] });
  });

  it('names the models of advisor, subagent and fusion', async () => {
    const tools = [
      { type: 'openrouter:advisor', parameters: { model: 'openai/three' } },
      { type: 'openrouter:subagent', parameters: { model: 'qwen/two' } },
      { type: 'openrouter:fusion', parameters: { analysis_models: ['openai/three', 'qwen/two'] } },
    ];
    expect(await ask({ ...question, tools })).toMatchObject({
      output: [
        { type: 'openrouter:advisor', model: 'openai/three' },
        { type: 'openrouter:subagent', model: 'qwen/two' },
        { type: 'openrouter:fusion', responses: [{ model: 'openai/three' }, { model: 'qwen/two' }] },
        { type: 'message' },
      ],
    });
  });
});

describe('a stream', () => {
  it('goes from response.created to the completed response and [DONE], after a keep-alive comment', async () => {
    const { headers, body } = await post({ ...question, stream: true }, withMetadata);
    const [comment, ...events] = body.toString().split('\n\n');
    expect(headers['content-type']).toContain('text/event-stream');
    expect(headers['x-generation-id']).toMatch(/^gen-/);
    expect(comment).toBe(': OPENROUTER PROCESSING');
    expect(dataOf(events[0] ?? '')).toMatchObject({
      type: 'response.created',
      response: { model: 'qwen/one' },
    });
    expect(dataOf(events.at(-3) ?? '')).toMatchObject({
      type: 'response.completed',
      response: { status: 'completed', openrouter_metadata: { requested: 'qwen/one' } },
    });
    expect(events.at(-2)).toBe('data: [DONE]');
  });
});

describe('errors in OpenRouter’s shape', () => {
  it.each<[number, unknown]>([
    [400, { model: 'qwen/one' }],
    [400, { input: 'Hello' }],
    [404, { ...question, model: 'openai/three', provider: { enforce_distillable_text: true } }],
  ])('are %i for %j', async (code, body) => {
    const response = await post(body);
    expect(response.status).toBe(code);
    expect(JSON.parse(response.body.toString())).toMatchObject({
      error: { code, message: expect.any(String) },
    });
  });
});
