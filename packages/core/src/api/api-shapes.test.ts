import type { JsonObject } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { type AddedText, type ApiError, type ApiShape, apiShapes } from './index.js';

const names = Object.keys(apiShapes) as readonly ApiShape[];

describe('the paths of API shapes', () => {
  it('are the documented ones under the root, with batches and decisions beside /v1', () => {
    expect(names.flatMap((name) => apiShapes[name].paths('/api/v1'))).toEqual([
      '/api/v1/chat/completions',
      '/api/v1/completions',
      '/api/v1/responses',
      '/api/v1/messages',
      '/api/beta/batches',
      '/api/v1/systemone',
      '/api/alpha/decisions',
    ]);
  });

  it('lie under a root without a version as they are', () => {
    expect(apiShapes.batch.paths('/gateway')).toEqual(['/gateway/batches']);
  });
});

describe('the fields of API shapes', () => {
  it.each(names)('include what is asked in %s', (name) => {
    expect(apiShapes[name].fields).toEqual(expect.arrayContaining([...apiShapes[name].promptFields]));
  });

  it.each(names)('are listed once in %s, as on the wire', (name) => {
    const { fields } = apiShapes[name];
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields.filter((field) => !/^[a-z_]+$/.test(field))).toEqual([]);
  });
});

describe('the text of a response', () => {
  const cases: readonly [title: string, shape: ApiShape, response: JsonObject, texts: readonly string[]][] = [
    [
      'each choice of chat has one',
      'chat',
      { choices: [{ message: { content: 'Yes' } }, { message: { content: 'No' } }] },
      ['Yes', 'No'],
    ],
    [
      'parts of chat are joined, what is not text left out',
      'chat',
      {
        choices: [
          {
            message: {
              content: [{ type: 'text', text: 'a' }, { type: 'image_url' }, { type: 'text', text: 'b' }],
            },
          },
        ],
      },
      ['ab'],
    ],
    ['a tool call of chat has an empty one', 'chat', { choices: [{ message: { content: null } }] }, ['']],
    [
      'each choice of completions has one',
      'completions',
      { choices: [{ text: 'Once' }, { text: 'Twice' }] },
      ['Once', 'Twice'],
    ],
    [
      'responses have one, of all output messages',
      'responses',
      {
        output: [
          { type: 'reasoning', content: [{ type: 'reasoning_text', text: 'hm' }] },
          { type: 'message', content: [{ type: 'output_text', text: 'Good ' }] },
          { type: 'message', content: [{ type: 'output_text', text: 'day' }] },
        ],
      },
      ['Good day'],
    ],
    [
      'messages have one, without what was thought',
      'messages',
      {
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: 'Hello' },
        ],
      },
      ['Hello'],
    ],
    ['decisions have labels, no text', 'decisions', { answers: { a: { type: 'choice', value: 'x' } } }, []],
    ['a batch has none yet', 'batch', { id: 'batch-1' }, []],
    ['an error of chat has none', 'chat', { error: { code: 502 } }, []],
    ['an error of messages has none', 'messages', { type: 'error', error: {} }, []],
  ];

  it.each(cases)('%s', (_, shape, response, texts) => {
    expect(apiShapes[shape].texts(response)).toEqual(texts);
  });
});

describe('what an event adds', () => {
  const cases: readonly [title: string, shape: ApiShape, event: JsonObject, added: readonly AddedText[]][] = [
    [
      'text to the choice that it names',
      'chat',
      { choices: [{ index: 1, delta: { content: 'b' } }, { delta: { content: 'a' } }] },
      [
        { index: 1, text: 'b' },
        { index: 0, text: 'a' },
      ],
    ],
    [
      'text to a legacy completion',
      'completions',
      { choices: [{ index: 0, text: 'a' }] },
      [{ index: 0, text: 'a' }],
    ],
    [
      'nothing that can be placed',
      'chat',
      { choices: [{ index: '1', delta: { content: 'a' } }] },
      [{ index: -1, text: 'a' }],
    ],
    [
      'text to a response',
      'responses',
      { type: 'response.output_text.delta', delta: 'a' },
      [{ index: 0, text: 'a' }],
    ],
    [
      'no text but reasoning to a response',
      'responses',
      { type: 'response.reasoning_text.delta', delta: 'a' },
      [],
    ],
    [
      'text to a message',
      'messages',
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'a' } },
      [{ index: 0, text: 'a' }],
    ],
    [
      'no text but thinking to a message',
      'messages',
      { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'a' } },
      [],
    ],
  ];

  it.each(cases)('%s', (_, shape, event, added) => {
    expect(apiShapes[shape].addedTexts(event)).toEqual(added);
  });
});

describe('an error in the shape of its API', () => {
  const error: ApiError = {
    status: 403,
    code: 'POLICY_VIOLATION',
    message: 'No.',
    details: { violations: [] },
  };
  const openRouter = {
    error: { code: 403, message: 'No.', metadata: { code: 'POLICY_VIOLATION', violations: [] } },
  };
  const anthropic = {
    type: 'error',
    error: {
      type: 'permission_error',
      message: 'No.',
      details: { error_code: 'POLICY_VIOLATION', violations: [] },
    },
  };

  it.each(names)('has the body that clients of %s read', (name) => {
    expect(apiShapes[name].errorBody(error)).toEqual(name === 'messages' ? anthropic : openRouter);
  });

  it('is an api_error for Anthropic where it has no type of its own', () => {
    expect(apiShapes.messages.errorBody({ ...error, status: 502 })).toMatchObject({
      error: { type: 'api_error' },
    });
  });

  it.each([
    [
      'chat',
      `data: ${JSON.stringify({ ...openRouter, choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }] })}\n\n`,
    ],
    [
      'completions',
      `data: ${JSON.stringify({ ...openRouter, choices: [{ index: 0, text: '', finish_reason: 'error' }] })}\n\n`,
    ],
    [
      'responses',
      `event: error\ndata: ${JSON.stringify({ type: 'error', code: 'POLICY_VIOLATION', message: 'No.', param: null, sequence_number: 0 })}\n\n`,
    ],
    ['messages', `event: error\ndata: ${JSON.stringify(anthropic)}\n\n`],
  ] as const)('is an event that ends a stream of %s', (name, event) => {
    expect(apiShapes[name].errorEvent(error)).toBe(event);
  });
});
