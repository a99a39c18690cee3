import { describe, expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/sandboxes.js';
import { ApiError } from '../wire/errors.js';
import type { JsonObject } from '../wire/json.js';
import { readResponsesPrompt, toResponse } from './responses.js';

it('is a whole response', () => {
  expect(toResponse(sampleGeneration(), {})).toEqual({
    id: 'resp_1766000000abc',
    object: 'response',
    created_at: 1_766_000_000,
    completed_at: 1_766_000_000,
    status: 'completed',
    model: 'qwen/one',
    output: [
      {
        type: 'message',
        id: 'msg_1766000000abc',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Three “wörds” 你好👋', annotations: [], logprobs: [] }],
      },
    ],
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: null,
    max_output_tokens: null,
    temperature: null,
    top_p: null,
    presence_penalty: null,
    frequency_penalty: null,
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    usage: {
      input_tokens: 4,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 3,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 7,
    },
  });
});

it('repeats the settings of the request', () => {
  const settings = {
    instructions: 'Be short.',
    metadata: { run: 'a' },
    temperature: 0.5,
    tool_choice: 'required',
    tools: [{ type: 'function', name: 'weather', parameters: {} }],
  };
  expect(toResponse(sampleGeneration(), { ...settings, provider: { only: [] } })).toMatchObject(settings);
  expect(toResponse(sampleGeneration(), { provider: { only: [] } })).not.toHaveProperty('provider');
});

it('calls a function tool with function_call', () => {
  const { toolCall } = callingGeneration();
  expect(toResponse(callingGeneration(), {})['output']).toEqual([
    {
      type: 'function_call',
      id: 'fc_1766000000abc',
      call_id: 'call_1',
      name: 'weather',
      arguments: JSON.stringify(toolCall?.input),
      status: 'completed',
    },
  ]);
});

it('has an item for each server tool’s result, before the text, with its models', () => {
  const { output } = toResponse(sampleGeneration({ serverTools: serverToolResults }), {});
  expect(output).toMatchObject([
    { type: 'openrouter:advisor', status: 'completed', model: 'openai/three', advice: 'Some advice' },
    { type: 'openrouter:subagent', status: 'completed', model: 'openai/four', outcome: 'An outcome' },
    {
      type: 'openrouter:fusion',
      status: 'completed',
      responses: [
        { model: 'openai/three', content: 'A panel' },
        { model: 'qwen/two', content: 'A panel' },
      ],
      analysis: { consensus: ['A panel'], contradictions: [] },
    },
    { type: 'message' },
  ]);
});

it('reports the metadata when there is some', () => {
  const metadata = { requested: 'qwen/one' };
  expect(toResponse(sampleGeneration({ metadata }), {})).toMatchObject({ openrouter_metadata: metadata });
  expect(toResponse(sampleGeneration(), {})).not.toHaveProperty('openrouter_metadata');
});

it('has no model where the upstream does not name it', () => {
  expect(toResponse(sampleGeneration({ model: null }), {})).not.toHaveProperty('model');
});

describe('the prompt of a body', () => {
  const schema = { type: 'object' };
  const weather = { type: 'function', name: 'weather', parameters: schema };
  const search = { type: 'function', name: 'search', parameters: schema };
  const question = { role: 'user', content: 'How warm is it?' };
  const call = { type: 'function_call', call_id: 'a', name: 'weather', arguments: '{}' };
  const result = { type: 'function_call_output', call_id: 'a', output: '20 degrees' };

  describe('the text', () => {
    it.each<[string, unknown, string]>([
      ['of a string', 'Hello', 'Hello'],
      ['of a message', [question], 'How warm is it?'],
      [
        'of text parts',
        [
          {
            type: 'message',
            role: 'user',
            content: [
              { type: 'input_text', text: 'one' },
              { type: 'input_image', image_url: 'data:' },
              { type: 'input_text', text: 'two' },
            ],
          },
        ],
        'one\ntwo',
      ],
      [
        'of the last user',
        [question, { role: 'assistant', content: 'Cold.' }, { role: 'user', content: 'And now?' }],
        'And now?',
      ],
      ['before tool results', [question, call, result], 'How warm is it?'],
      ['of no user', [{ role: 'developer', content: 'Be short.' }], ''],
    ])('is that %s', (_of, input, text) => {
      expect(readResponsesPrompt({ input }).text).toBe(text);
    });
  });

  describe('the tool to call', () => {
    it.each<[string, JsonObject, string | null]>([
      ['none without tools', {}, null],
      ['the first function', { tools: [weather, search] }, 'weather'],
      [
        'the first function after server tools',
        { tools: [{ type: 'openrouter:advisor' }, search] },
        'search',
      ],
      ['none among server tools', { tools: [{ type: 'openrouter:fusion' }] }, null],
      [
        'the chosen one',
        { tools: [weather, search], tool_choice: { type: 'function', name: 'search' } },
        'search',
      ],
      ['the first where one is required', { tools: [weather], tool_choice: 'required' }, 'weather'],
      ['none where that is the choice', { tools: [weather], tool_choice: 'none' }, null],
      ['none after its result', { tools: [weather], input: [question, call, result] }, null],
      [
        'the first again after a further question',
        { tools: [weather], input: [question, call, result, question] },
        'weather',
      ],
    ])('is %s', (_which, body, name) => {
      const { tool } = readResponsesPrompt({ input: [question], ...body });
      expect(tool).toEqual(name === null ? null : { name, schema });
    });

    it('takes any input where its schema is null', () => {
      const tools = [{ type: 'function', name: 'weather', parameters: null }];
      expect(readResponsesPrompt({ input: 'Hello', tools }).tool).toEqual({ name: 'weather', schema: {} });
    });
  });

  it('keeps the whole body for routing', () => {
    const body = { models: ['qwen/one', 'qwen/two'], input: 'Hello' };
    expect(readResponsesPrompt(body)).toMatchObject({ hasFallbacks: false, body });
  });

  it.each<[JsonObject, string]>([
    [{}, 'input'],
    [{ input: [] }, 'input'],
    [{ input: 5 }, 'input'],
    [{ input: [7] }, 'input'],
    [{ input: 'Hello', tools: [{}] }, 'tools.0.type'],
  ])('rejects %j with 400, naming %s', (body, field) => {
    expect(() => readResponsesPrompt(body)).toThrow(ApiError);
    expect(() => readResponsesPrompt(body)).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining(`${field}:`) }),
    );
  });
});
