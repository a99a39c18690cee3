import { expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/generations.js';
import { toResponse } from './responses.js';

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
