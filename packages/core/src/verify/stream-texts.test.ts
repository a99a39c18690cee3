import { expect, it } from 'vitest';
import { StreamTexts } from './completion-text.js';

const textsOf = (...events: readonly unknown[]): readonly string[] => {
  const texts = new StreamTexts();
  for (const event of events) texts.read(typeof event === 'string' ? event : JSON.stringify(event));
  return texts.all;
};

it('joins what events add, choice by choice, in the order of the choices', () => {
  expect(
    textsOf(
      { choices: [{ index: 1, delta: { role: 'assistant', content: '' } }] },
      { choices: [{ index: 1, delta: { content: 'Gu' } }] },
      {
        choices: [
          { index: 0, delta: { content: 'Hall' } },
          { index: 1, delta: { content: 'ten Tag' } },
        ],
      },
      { choices: [{ index: 0, delta: { content: 'o' }, finish_reason: 'stop' }] },
      '[DONE]',
    ),
  ).toEqual(['Hallo', 'Guten Tag']);
});

it.each([
  ['completions', [{ choices: [{ index: 0, text: 'a' }] }, { choices: [{ index: 0, text: 'b' }] }]],
  [
    'responses',
    [
      { type: 'response.created', response: {} },
      { type: 'response.output_text.delta', delta: 'a' },
      { type: 'response.output_text.delta', delta: 'b' },
      {
        type: 'response.completed',
        response: { output: [{ content: [{ type: 'output_text', text: 'ab' }] }] },
      },
    ],
  ],
  [
    'messages',
    [
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'a' } },
      { type: 'content_block_delta', index: 2, delta: { type: 'text_delta', text: 'b' } },
    ],
  ],
])('has one text of %s', (_, events) => {
  expect(textsOf(...events)).toEqual(['ab']);
});

it.each([
  ['nothing'],
  ['what is no JSON', 'Hello'],
  ['a list', []],
  ['a choice whose number is none', { choices: [{ index: 'x', delta: { content: 'a' } }] }],
  ['a choice that is none', { choices: [null] }],
  ['an error', { error: { message: 'No.' } }],
])('has no text of %s', (_, ...events) => {
  expect(textsOf(...events)).toEqual([]);
});

it('has an empty text of a choice that only calls a tool', () => {
  expect(textsOf({ choices: [{ index: 0, delta: { tool_calls: [] } }] })).toEqual(['']);
});
