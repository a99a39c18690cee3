import { describe, expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/sandboxes.js';
import type { Generation } from '../upstream/generate.js';
import { dataOf } from '../wire/planned-response.js';
import { toMessage } from './messages.js';
import { toMessageEvents } from './messages-events.js';

function eventsOf(generation: Generation): readonly unknown[] {
  return toMessageEvents(generation).map(dataOf);
}

it('names every event by the type of its data', () => {
  for (const event of toMessageEvents(sampleGeneration({ serverTools: serverToolResults }))) {
    expect(event).toMatch(/^event: (\w+)\ndata: \{"type":"\1".*\}\n\n$/);
  }
});

it('begins with the message without content, and streams the text a word per event', () => {
  const events = eventsOf(sampleGeneration());
  const delta = (text: string) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  });
  expect(events).toMatchObject([
    {
      type: 'message_start',
      message: { model: 'qwen/one', content: [], stop_reason: null, usage: { output_tokens: 0 } },
    },
    { type: 'ping' },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    delta('Three'),
    delta(' “wörds”'),
    delta(' 你好👋'),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
    { type: 'message_stop' },
  ]);
});

it('streams the input of a tool in pieces of its JSON', () => {
  const generation = callingGeneration();
  const events = toMessageEvents(generation).join('');
  const pieces = [...events.matchAll(/"partial_json":("(?:[^"\\]|\\.)*")/g)].map(([, json]) =>
    JSON.parse(json ?? ''),
  );
  expect(pieces.length).toBeGreaterThan(2);
  expect(JSON.parse(pieces.join(''))).toEqual(generation.toolCall?.input);
  expect(events).toContain('"content_block":{"type":"tool_use","id":"call_1","name":"weather","input":{}');
  expect(events).toContain('"stop_reason":"tool_use"');
});

describe('the end', () => {
  it('reports the metadata only in message_stop', () => {
    const metadata = { requested: 'qwen/one' };
    const events = toMessageEvents(sampleGeneration({ metadata }));
    expect(dataOf(events.at(-1) ?? '')).toEqual({ type: 'message_stop', openrouter_metadata: metadata });
    expect(events.slice(0, -1).join('')).not.toContain('openrouter_metadata');
  });

  it('reports in message_delta which models server tools used', () => {
    const generation = sampleGeneration({ serverTools: serverToolResults });
    const { usage } = toMessage(generation) as { usage: { iterations: unknown } };
    expect(eventsOf(generation).at(-2)).toMatchObject({ usage: { iterations: usage.iterations } });
  });
});

it('sends the blocks of server tools whole and in order', () => {
  const generation = sampleGeneration({ serverTools: serverToolResults });
  const blocks = eventsOf(generation).flatMap((event) =>
    typeof event === 'object' && event !== null && 'content_block' in event ? [event.content_block] : [],
  );
  const { content } = toMessage(generation) as { content: readonly object[] };
  expect(blocks.slice(0, -1)).toEqual(content.slice(0, -1));
});

it('names no model anywhere where the upstream does not name it', () => {
  expect(toMessageEvents(sampleGeneration({ model: null })).join('')).not.toContain('"model"');
});
