import { describe, expect, it } from 'vitest';
import { ApiError } from '../wire/api-error.js';
import type { JsonObject } from '../wire/json.js';
import { readMessagesPrompt } from './messages.js';

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
    ['the first function after server tools', { tools: [{ type: 'openrouter:advisor' }, search] }, 'search'],
    ['none among server tools', { tools: [{ type: 'web_search_20260209', name: 'web_search' }] }, null],
    ['the chosen one', { tools: [weather, search], tool_choice: { type: 'tool', name: 'search' } }, 'search'],
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
