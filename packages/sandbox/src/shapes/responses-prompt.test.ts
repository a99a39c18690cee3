import { describe, expect, it } from 'vitest';
import { ApiError } from '../wire/api-error.js';
import type { JsonObject } from '../wire/json.js';
import { readResponsesPrompt } from './responses.js';

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
    ['the first function after server tools', { tools: [{ type: 'openrouter:advisor' }, search] }, 'search'],
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
