import { describe, expect, it } from 'vitest';
import { findServed } from './find-served.js';

const detail = (result: string, tool = 'openrouter:fusion') => ({
  id: 'gen-1',
  model: 'qwen/one',
  choices: [
    {
      message: {
        content: 'text',
        reasoning_details: [
          {
            type: 'reasoning.server_tool_call',
            tool_name: tool,
            arguments: '{"model":"x/y"}',
            result,
          },
        ],
      },
    },
  ],
});
const models = (result: string) =>
  findServed(detail(result))
    .models.filter(({ source }) => source === 'tool')
    .map(({ model }) => model);

describe('results of server tools in the chat shape', () => {
  it.each([
    ['a panel', '{"status":"ok","models":["openai/gpt-4o","qwen/two"]}', ['openai/gpt-4o', 'qwen/two']],
    ['responses', '{"responses":[{"model":"openai/gpt-4o","content":"a"}]}', ['openai/gpt-4o']],
    ['an advisor', '{"model":"openai/gpt-4o","advice":"{\\"model\\":\\"no/model\\"}"}', ['openai/gpt-4o']],
    ['models that failed', '{"failed_models":[{"model":"openai/gpt-4o","error":"busy"}]}', []],
    ['plain words', 'Use "model": "openai/gpt-4o".', []],
    ['a list', '["openai/gpt-4o"]', []],
  ])('name the models of %s', (_, result, expected) => {
    expect(models(result)).toEqual(expected);
  });

  it('of a search name no model', () => {
    const answer = detail('{"model":"Tesla","models":["S"]}', 'openrouter:web_search');
    expect(findServed(answer).models.map(({ model }) => model)).toEqual(['qwen/one']);
  });

  it('point to the result', () => {
    const path = '/choices/0/message/reasoning_details/0/result';
    expect(findServed(detail('{"models":["qwen/two"]}')).models).toContainEqual({
      model: 'qwen/two',
      source: 'tool',
      path,
    });
  });
});
