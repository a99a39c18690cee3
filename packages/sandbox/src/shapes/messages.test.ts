import { describe, expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/sandboxes.js';
import type { Generation } from '../upstream/generate.js';
import { ApiError } from '../wire/errors.js';
import type { JsonObject } from '../wire/json.js';
import { dataOf } from '../wire/planned-response.js';
import { readMessagesPrompt, toMessage, toMessageEvents } from './messages.js';

it('is a whole message in Anthropic’s shape', () => {
  expect(toMessage(sampleGeneration())).toEqual({
    id: 'msg_1766000000abc',
    type: 'message',
    role: 'assistant',
    model: 'qwen/one',
    provider: 'Alibaba',
    container: null,
    content: [{ type: 'text', text: 'Three “wörds” 你好👋', citations: null }],
    stop_reason: 'end_turn',
    stop_details: null,
    stop_sequence: null,
    usage: {
      input_tokens: 4,
      output_tokens: 3,
      output_tokens_details: null,
      cache_creation: null,
      cache_creation_input_tokens: null,
      cache_read_input_tokens: null,
      inference_geo: null,
      server_tool_use: null,
      service_tier: 'standard',
    },
  });
});

it('calls a function tool with tool_use', () => {
  const { toolCall } = callingGeneration();
  expect(toMessage(callingGeneration())).toMatchObject({
    content: [{ type: 'tool_use', ...toolCall, caller: { type: 'direct' } }],
    stop_reason: 'tool_use',
  });
});

it('reports the metadata when there is some', () => {
  const metadata = { requested: 'qwen/one' };
  expect(toMessage(sampleGeneration({ metadata }))).toMatchObject({ openrouter_metadata: metadata });
  expect(toMessage(sampleGeneration())).not.toHaveProperty('openrouter_metadata');
});

it('has no model where the upstream does not name it', () => {
  expect(toMessage(sampleGeneration({ model: null }))).not.toHaveProperty('model');
});

describe('server tools', () => {
  const message = toMessage(sampleGeneration({ serverTools: serverToolResults }));

  it('are a call and a result each, before the text, and name their models', () => {
    const call = (id: string, name: string) => ({ type: 'server_tool_use', id, name, input: {} });
    const result = (id: string, content: object) => ({
      type: 'advisor_tool_result',
      tool_use_id: id,
      content,
    });
    expect(message['content']).toMatchObject([
      call('srvtoolu_1766000000abc_0', 'advisor'),
      result('srvtoolu_1766000000abc_0', {
        type: 'advisor_result',
        text: 'Some advice',
        model: 'openai/three',
      }),
      call('srvtoolu_1766000000abc_1', 'subagent'),
      result('srvtoolu_1766000000abc_1', {
        type: 'subagent_result',
        text: 'An outcome',
        model: 'openai/four',
      }),
      call('srvtoolu_1766000000abc_2', 'fusion'),
      result('srvtoolu_1766000000abc_2', {
        type: 'fusion_result',
        responses: [{ model: 'openai/three' }, { model: 'qwen/two' }],
      }),
      { type: 'text' },
    ]);
  });

  it('are iterations of the usage, each with its model', () => {
    expect(message['usage']).toMatchObject({
      iterations: [
        { type: 'advisor_message', model: 'openai/three', output_tokens: 2 },
        { type: 'subagent_message', model: 'openai/four', output_tokens: 2 },
        { type: 'fusion_message', model: 'openai/three' },
        { type: 'fusion_message', model: 'qwen/two' },
        { type: 'message', input_tokens: 4, output_tokens: 3 },
      ],
    });
  });
});

describe('the prompt of a body', () => {
  const schema = { type: 'object' };
  const weather = { name: 'weather', input_schema: schema };
  const search = { type: 'custom', name: 'search', input_schema: schema };
  const question = { role: 'user', content: 'How warm is it?' };
  const toolUse = { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'weather', input: {} }] };
  const toolResult = {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: 'a', content: '20 degrees' }],
  };

  describe('the text', () => {
    it.each<[string, readonly JsonObject[], string]>([
      ['of a string', [question], 'How warm is it?'],
      [
        'of text blocks',
        [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'one' },
              { type: 'image', source: {} },
              { type: 'text', text: 'two' },
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
      ['before tool results', [question, toolUse, toolResult], 'How warm is it?'],
      ['of no user', [{ role: 'assistant', content: 'Hello' }], ''],
    ])('is that %s', (_of, messages, text) => {
      expect(readMessagesPrompt({ messages }).text).toBe(text);
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
      ['none among server tools', { tools: [{ type: 'web_search_20260209', name: 'web_search' }] }, null],
      [
        'the chosen one',
        { tools: [weather, search], tool_choice: { type: 'tool', name: 'search' } },
        'search',
      ],
      ['the first where any may be called', { tools: [weather], tool_choice: { type: 'any' } }, 'weather'],
      ['none where that is the choice', { tools: [weather], tool_choice: { type: 'none' } }, null],
      ['none after its result', { tools: [weather], messages: [question, toolUse, toolResult] }, null],
      [
        'the first again after a further question',
        { tools: [weather], messages: [question, toolUse, toolResult, question] },
        'weather',
      ],
    ])('is %s', (_which, body, name) => {
      const { tool } = readMessagesPrompt({ messages: [question], ...body });
      expect(tool).toEqual(name === null ? null : { name, schema });
    });
  });

  it('keeps the whole body for routing', () => {
    const body = { model: 'qwen/one', fallbacks: [{ model: 'qwen/two' }], messages: [question] };
    expect(readMessagesPrompt(body)).toMatchObject({ hasFallbacks: true, body });
  });

  it.each<[JsonObject, string]>([
    [{}, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: 'Hello' }, 'messages'],
    [{ messages: [{ role: 'user' }] }, 'messages.0.content'],
    [{ messages: [question], tools: {} }, 'tools'],
  ])('rejects %j with 400, naming %s', (body, field) => {
    expect(() => readMessagesPrompt(body)).toThrow(ApiError);
    expect(() => readMessagesPrompt(body)).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining(`${field}:`) }),
    );
  });
});

describe('the events of a stream', () => {
  function eventsOf(generation: Generation): readonly unknown[] {
    return toMessageEvents(generation).map(dataOf);
  }

  it('names every event by the type of its data', () => {
    for (const event of toMessageEvents(sampleGeneration({ serverTools: serverToolResults }))) {
      expect(event).toMatch(/^event: (\w+)\ndata: \{"type":"\1".*\}\n\n$/);
    }
  });

  it('begins with the message without content, and streams the text a word per event', () => {
    const events = eventsOf(sampleGeneration());
    const delta = (text: string) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    });
    expect(events).toMatchObject([
      {
        type: 'message_start',
        message: { model: 'qwen/one', content: [], stop_reason: null, usage: { output_tokens: 0 } },
      },
      { type: 'ping' },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      delta('Three'),
      delta(' “wörds”'),
      delta(' 你好👋'),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
      { type: 'message_stop' },
    ]);
  });

  it('streams the input of a tool in pieces of its JSON', () => {
    const generation = callingGeneration();
    const events = toMessageEvents(generation).join('');
    const pieces = [...events.matchAll(/"partial_json":("(?:[^"\\]|\\.)*")/g)].map(([, json]) =>
      JSON.parse(json ?? ''),
    );
    expect(pieces.length).toBeGreaterThan(2);
    expect(JSON.parse(pieces.join(''))).toEqual(generation.toolCall?.input);
    expect(events).toContain('"content_block":{"type":"tool_use","id":"call_1","name":"weather","input":{}');
    expect(events).toContain('"stop_reason":"tool_use"');
  });

  describe('the end', () => {
    it('reports the metadata only in message_stop', () => {
      const metadata = { requested: 'qwen/one' };
      const events = toMessageEvents(sampleGeneration({ metadata }));
      expect(dataOf(events.at(-1) ?? '')).toEqual({ type: 'message_stop', openrouter_metadata: metadata });
      expect(events.slice(0, -1).join('')).not.toContain('openrouter_metadata');
    });

    it('reports in message_delta which models server tools used', () => {
      const generation = sampleGeneration({ serverTools: serverToolResults });
      const { usage } = toMessage(generation) as { usage: { iterations: unknown } };
      expect(eventsOf(generation).at(-2)).toMatchObject({ usage: { iterations: usage.iterations } });
    });
  });

  it('sends the blocks of server tools whole and in order', () => {
    const generation = sampleGeneration({ serverTools: serverToolResults });
    const blocks = eventsOf(generation).flatMap((event) =>
      typeof event === 'object' && event !== null && 'content_block' in event ? [event.content_block] : [],
    );
    const { content } = toMessage(generation) as { content: readonly object[] };
    expect(blocks.slice(0, -1)).toEqual(content.slice(0, -1));
  });

  it('names no model anywhere where the upstream does not name it', () => {
    expect(toMessageEvents(sampleGeneration({ model: null })).join('')).not.toContain('"model"');
  });
});
