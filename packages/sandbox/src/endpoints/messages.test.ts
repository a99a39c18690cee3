import { describe, expect, it } from 'vitest';
import { post as postTo, type RawResponse, rawRequest, withMetadata } from '../testing/requests.js';
import { runningSandbox, smallCatalog } from '../testing/sandboxes.js';
import type { JsonObject } from '../wire/json.js';

const question: JsonObject = {
  model: 'qwen/one',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
};

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<RawResponse> {
  return postTo(await runningSandbox({ catalog: smallCatalog }), '/messages', body, headers);
}

async function ask(body: unknown): Promise<unknown> {
  return JSON.parse((await post(body)).body.toString());
}

describe('a whole response', () => {
  it('is a message by the model that served, about the last question', async () => {
    expect(await ask(question)).toMatchObject({
      type: 'message',
      model: 'qwen/one',
      content: [{ type: 'text', text: expect.stringContaining('Why is the sky blue?') }],
      stop_reason: 'end_turn',
    });
  });

  it('has the generation’s id in a header', async () => {
    expect((await post(question)).headers['x-generation-id']).toMatch(/^gen-/);
  });

  it.each<[string, JsonObject]>([
    ['models', { models: ['qwen/two'] }],
    ['fallbacks', { fallbacks: [{ model: 'qwen/two' }] }],
  ])('is by the first distillable model of %s where the flag is set', async (_name, more) => {
    const body = { ...question, model: 'openai/three', provider: { enforce_distillable_text: true } };
    expect(await ask({ ...body, ...more })).toMatchObject({ model: 'qwen/two' });
  });

  it('calls a tool with an example of its schema, and writes text after its result', async () => {
    const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const tools = [{ name: 'weather', input_schema: city }];
    expect(await ask({ ...question, tools })).toMatchObject({
      content: [{ type: 'tool_use', name: 'weather', input: { city: expect.any(String) } }],
      stop_reason: 'tool_use',
    });
    const messages = [
      { role: 'user', content: 'How warm is it?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'weather', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: '20 degrees' }] },
    ];
    expect(await ask({ ...question, tools, messages })).toMatchObject({ stop_reason: 'end_turn' });
  });

  it.each([
    { type: 'advisor_20260301', name: 'advisor', model: 'openai/three' },
    { type: 'openrouter:advisor', parameters: { model: 'openai/three' } },
  ])('names the model of an advisor asked for as $type', async (tool) => {
    expect(await ask({ ...question, tools: [tool] })).toMatchObject({
      model: 'qwen/one',
      content: [
        { type: 'server_tool_use', name: 'advisor' },
        { type: 'advisor_tool_result', content: { type: 'advisor_result', model: 'openai/three' } },
        { type: 'text' },
      ],
    });
  });
});

describe('a stream', () => {
  it('goes from message_start to message_stop, after a keep-alive comment', async () => {
    const { headers, body } = await post({ ...question, stream: true });
    const text = body.toString();
    const names = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect(headers['content-type']).toContain('text/event-stream');
    expect(text.startsWith(': OPENROUTER PROCESSING\n\n')).toBe(true);
    expect(names.slice(0, 4)).toEqual([
      'message_start',
      'ping',
      'content_block_start',
      'content_block_delta',
    ]);
    expect(names.slice(-4)).toEqual([
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(text).toContain('"model":"qwen/one"');
  });

  it('reports the metadata in message_stop', async () => {
    const { body } = await post({ ...question, stream: true }, withMetadata);
    const last = body.toString().split('\n\n').at(-2);
    expect(last).toMatch(/^event: message_stop\ndata: .*"openrouter_metadata":\{/);
  });
});

describe('errors in Anthropic’s shape', () => {
  const enforced = { provider: { enforce_distillable_text: true } };

  it.each<[number, string, unknown]>([
    [400, 'invalid_request_error', { model: 'qwen/one' }],
    [400, 'invalid_request_error', { ...question, models: ['qwen/two'], fallbacks: [{ model: 'qwen/two' }] }],
    [400, 'invalid_request_error', { ...question, fallbacks: Array(4).fill({ model: 'qwen/two' }) }],
    [400, 'invalid_request_error', []],
    [404, 'not_found_error', { ...question, ...enforced, model: 'openai/three' }],
    [404, 'not_found_error', { ...question, ...enforced, model: 'openai/three', stream: true }],
  ])('are %i %s for %j', async (status, type, body) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(JSON.parse(response.body.toString())).toMatchObject({
      type: 'error',
      error: { type, message: expect.any(String) },
      request_id: null,
    });
  });

  it('are 401 without a key, which may also come as x-api-key', async () => {
    const { url } = await runningSandbox({ catalog: smallCatalog });
    const request = { method: 'POST', body: JSON.stringify(question) };
    const rejected = await rawRequest(`${url}/messages`, request);
    const served = await rawRequest(`${url}/messages`, { ...request, headers: { 'x-api-key': 'a-key' } });
    expect([rejected.status, served.status]).toEqual([401, 200]);
    expect(JSON.parse(rejected.body.toString())).toMatchObject({ error: { type: 'authentication_error' } });
  });
});
