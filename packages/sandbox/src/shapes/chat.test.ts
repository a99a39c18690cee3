import { expect, it } from 'vitest';
import { readChatPrompt } from './chat.js';

const user = { role: 'user', content: 'Hello' };
const tool = (name: string, parameters?: object): object => ({
  type: 'function',
  function: { name, ...(parameters === undefined ? {} : { parameters }) },
});

it.each<[string, readonly object[], string]>([
  ['a text', [user], 'Hello'],
  [
    'the last of several',
    [user, { role: 'assistant', content: 'Hi' }, { role: 'user', content: 'And?' }],
    'And?',
  ],
  [
    'parts',
    [
      {
        role: 'user',
        content: [{ type: 'text', text: 'a' }, { type: 'image_url' }, { type: 'text', text: 'b' }],
      },
    ],
    'a\nb',
  ],
  ['no user at all', [{ role: 'system', content: 'Be kind' }], ''],
  ['an assistant without content', [user, { role: 'assistant', content: null }], 'Hello'],
])('reads the question from %s', (_name, messages, text) => {
  expect(readChatPrompt({ messages })).toMatchObject({ hasFallbacks: false, text, tool: null });
});

const schema = { type: 'object' };

it.each<[string, object, object | null]>([
  [
    'the first function tool',
    { tools: [{ type: 'openrouter:advisor' }, tool('a', schema), tool('b')] },
    { name: 'a', schema },
  ],
  ['one without parameters', { tools: [tool('a')] }, { name: 'a', schema: {} }],
  [
    'the one that is chosen',
    { tools: [tool('a'), tool('b')], tool_choice: tool('b') },
    { name: 'b', schema: {} },
  ],
  ['one where any is required', { tools: [tool('a')], tool_choice: 'required' }, { name: 'a', schema: {} }],
  ['none where the choice is none', { tools: [tool('a')], tool_choice: 'none' }, null],
  [
    'none after a tool result',
    { tools: [tool('a')], messages: [user, { role: 'tool', content: '4' }] },
    null,
  ],
  ['none among server tools', { tools: [{ type: 'openrouter:web_search' }] }, null],
])('calls %s', (_name, body, expected) => {
  expect(readChatPrompt({ messages: [user], ...body }).tool).toEqual(expected);
});

it.each([
  [{}, 'messages'],
  [{ messages: [] }, 'messages'],
  [{ messages: 'Hello' }, 'messages'],
  [{ messages: [{ content: 'Hello' }] }, 'messages.0.role'],
  [{ messages: [user], tools: {} }, 'tools'],
])('rejects %j, naming %s', (body, place) => {
  expect(() => readChatPrompt(body)).toThrow(`Invalid request: ${place}: `);
});
