import { expect, it } from 'vitest';
import { addedText, completionText, completionTexts } from './completion-text.js';

it.each([
  [{ choices: [{ message: { content: 'one' } }, { message: { content: 'two' } }] }, 'one'],
  [
    {
      choices: [
        {
          message: {
            content: [{ type: 'text', text: 'a' }, { type: 'image_url' }, { type: 'text', text: 'b' }],
          },
        },
      ],
    },
    'ab',
  ],
  [{ choices: [{ message: { content: null, tool_calls: [] } }] }, ''],
  [{ choices: [{ text: 'one' }] }, 'one'],
  [{ choices: [] }, ''],
  [
    {
      output: [
        { content: [{ type: 'output_text', text: 'a' }] },
        { type: 'function_call' },
        { content: [{ type: 'output_text', text: 'b' }] },
      ],
    },
    'ab',
  ],
  [{ output: [{ content: [{ type: 'reasoning_text', text: 'a' }] }] }, ''],
  [
    {
      content: [
        { type: 'thinking', thinking: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
    'b',
  ],
  [{ id: 'batch' }, ''],
  [{ choices: [null], output: null, content: 4 }, ''],
])('reads the text of %j', (answer, text) => {
  expect(completionText(answer)).toBe(text);
});

it.each([
  [
    {
      choices: [
        { index: 1, delta: { content: 'two' } },
        { index: 0, delta: { content: 'one' } },
      ],
    },
    'one',
  ],
  [{ choices: [{ index: 1, delta: { content: 'two' } }] }, ''],
  [{ choices: [{ delta: { content: 'one' } }] }, 'one'],
  [{ choices: [{ index: 0, delta: { role: 'assistant' } }] }, ''],
  [{ choices: [{ index: 0, text: 'one' }] }, 'one'],
  [{ type: 'response.output_text.delta', delta: 'one' }, 'one'],
  [{ type: 'response.function_call_arguments.delta', delta: '{' }, ''],
  [{ type: 'content_block_delta', delta: { type: 'text_delta', text: 'one' } }, 'one'],
  [{ type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{' } }, ''],
  [{ type: 'ping' }, ''],
])('reads what %j adds', (event, text) => {
  expect(addedText(event)).toBe(text);
});

it.each([
  [{ choices: [{ message: { content: 'one' } }, { message: { content: 'two' } }] }, ['one', 'two']],
  [{ choices: [{ text: 'one' }, { text: 'two' }] }, ['one', 'two']],
  [{ choices: [{ message: { tool_calls: [] } }] }, ['']],
  [{ output: [{ content: [{ type: 'output_text', text: 'a' }] }] }, ['a']],
  [{ content: [{ type: 'text', text: 'a' }] }, ['a']],
  [{ choices: [] }, []],
  [{ id: 'batch' }, []],
])('reads every text of %j', (answer, texts) => {
  expect(completionTexts(answer)).toEqual(texts);
});
