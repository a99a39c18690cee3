import { describe, expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/sandboxes.js';
import type { Generation } from '../upstream/generate.js';
import { ApiError } from '../wire/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { dataOf } from '../wire/planned-response.js';
import { readResponsesPrompt, toResponse, toResponseEvents } from './responses.js';

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

describe('the events of a stream', () => {
  function eventsOf(generation: Generation): readonly JsonObject[] {
    return toResponseEvents(generation, {}).map(dataOf).filter(isJsonObject);
  }

  it('streams the text a word per event, then the whole response, then [DONE]', () => {
    const generation = sampleGeneration();
    const place = { output_index: 0, item_id: 'msg_1766000000abc', content_index: 0 };
    const delta = (text: string) => ({ type: 'response.output_text.delta', ...place, delta: text });
    expect(eventsOf(generation)).toMatchObject([
      { type: 'response.created', response: { model: 'qwen/one', status: 'in_progress', output: [] } },
      { type: 'response.in_progress', response: { model: 'qwen/one', status: 'in_progress', output: [] } },
      { type: 'response.output_item.added', output_index: 0, item: { status: 'in_progress', content: [] } },
      { type: 'response.content_part.added', ...place, part: { type: 'output_text', text: '' } },
      delta('Three'),
      delta(' “wörds”'),
      delta(' 你好👋'),
      { type: 'response.output_text.done', ...place, text: generation.text },
      { type: 'response.content_part.done', ...place, part: { text: generation.text } },
      { type: 'response.output_item.done', output_index: 0, item: { type: 'message', status: 'completed' } },
      { type: 'response.completed', response: toResponse(generation, {}) },
    ]);
    expect(toResponseEvents(generation, {}).at(-1)).toBe('data: [DONE]\n\n');
  });

  it('counts its events from 0', () => {
    const numbers = eventsOf(sampleGeneration({ serverTools: serverToolResults })).map(
      (event) => event['sequence_number'],
    );
    expect(numbers).toEqual([...numbers.keys()]);
  });

  it('streams the arguments of a function call in pieces', () => {
    const generation = callingGeneration();
    const whole = JSON.stringify(generation.toolCall?.input);
    const events = eventsOf(generation);
    const deltas = events.filter(({ type }) => type === 'response.function_call_arguments.delta');
    expect(deltas.length).toBeGreaterThan(2);
    expect(deltas.map((event) => event['delta']).join('')).toBe(whole);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'response.function_call_arguments.done',
        item_id: 'fc_1766000000abc',
        name: 'weather',
        arguments: whole,
      }),
    );
  });

  it('shows an advisor’s and a subagent’s model when their items are done', () => {
    const events = eventsOf(sampleGeneration({ serverTools: serverToolResults.slice(0, 2) }));
    const added = events.filter(({ type }) => type === 'response.output_item.added');
    const done = events.filter(({ type }) => type === 'response.output_item.done');
    expect(added.slice(0, 2).map((event) => event['item'])).toEqual([
      { type: 'openrouter:advisor', id: 'st_1766000000abc_0', status: 'in_progress' },
      { type: 'openrouter:subagent', id: 'st_1766000000abc_1', status: 'in_progress' },
    ]);
    expect(done.map((event) => event['item'])).toMatchObject([
      { model: 'openai/three', advice: 'Some advice' },
      { model: 'openai/four', outcome: 'An outcome' },
      { type: 'message' },
    ]);
  });

  it('names every model of a fusion panel, and the analyst, while the panel works', () => {
    const place = { output_index: 0, item_id: 'st_1766000000abc_0' };
    const events = eventsOf(sampleGeneration({ serverTools: serverToolResults.slice(2) }));
    const fusion = events.filter(({ type }) => String(type).startsWith('response.fusion_call.'));
    expect(fusion).toMatchObject([
      { type: 'response.fusion_call.in_progress', ...place },
      { type: 'response.fusion_call.panel.added', ...place, model: 'openai/three' },
      { type: 'response.fusion_call.panel.added', ...place, model: 'qwen/two' },
      { type: 'response.fusion_call.panel.completed', ...place, model: 'openai/three', content: 'A panel' },
      { type: 'response.fusion_call.panel.completed', ...place, model: 'qwen/two', content: 'A panel' },
      { type: 'response.fusion_call.analysis.in_progress', ...place, analyst_model: 'qwen/one' },
      { type: 'response.fusion_call.analysis.completed', ...place, analysis: { consensus: ['A panel'] } },
      { type: 'response.fusion_call.completed', ...place },
    ]);
  });

  it('reports the metadata only in response.completed', () => {
    const events = eventsOf(sampleGeneration({ metadata: { requested: 'qwen/one' } }));
    expect(events.at(-1)).toMatchObject({ response: { openrouter_metadata: { requested: 'qwen/one' } } });
    expect(JSON.stringify(events.slice(0, -1))).not.toContain('openrouter_metadata');
  });

  it('names no model anywhere where the upstream does not name it', () => {
    expect(toResponseEvents(sampleGeneration({ model: null }), {}).join('')).not.toContain('"model"');
  });
});
