import { describe, expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/generations.js';
import { toMessage } from './messages.js';

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
