import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ApiShape } from '../api/index.js';
import { hashTexts, StreamTexts } from './receipt.js';

function textsOf(shape: ApiShape, ...events: readonly unknown[]): readonly string[] {
  const texts = new StreamTexts(shape);
  for (const event of events) texts.read(typeof event === 'string' ? event : JSON.stringify(event));
  return texts.all;
}

it('joins what events add, choice by choice, in the order of the choices', () => {
  expect(
    textsOf(
      'chat',
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
] as const)('has one text of %s', (shape, events) => {
  expect(textsOf(shape, ...events)).toEqual(['ab']);
});

it.each([
  ['nothing'],
  ['what is not JSON', 'Hello'],
  ['a list', []],
  ['a choice without a readable number', { choices: [{ index: 'x', delta: { content: 'a' } }] }],
  ['a choice that is null', { choices: [null] }],
  ['an error', { error: { message: 'No.' } }],
])('has no text of %s', (_, ...events) => {
  expect(textsOf('chat', ...events)).toEqual([]);
});

it('has an empty text of a choice that only calls a tool', () => {
  expect(textsOf('chat', { choices: [{ index: 0, delta: { tool_calls: [] } }] })).toEqual(['']);
});

it('hashes each text as UTF-8', async () => {
  const texts = ['', 'abc', 'Grüße 🌍', '\ud800'];
  const hashes = texts.map((text) => createHash('sha256').update(text, 'utf8').digest('hex'));
  expect(await hashTexts(texts)).toEqual(hashes);
  expect(hashes[1]).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
