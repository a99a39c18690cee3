import { expect, it } from 'vitest';
import { callingGeneration, sampleGeneration, serverToolResults } from '../testing/sandboxes.js';
import type { Generation } from '../upstream/generate.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { dataOf } from '../wire/planned-response.js';
import { toResponse } from './responses.js';
import { toResponseEvents } from './responses-events.js';

function eventsOf(generation: Generation): readonly JsonObject[] {
  return toResponseEvents(generation, {}).map(dataOf).filter(isJsonObject);
}

it('streams the text a word per event, then the whole response, then [DONE]', () => {
  const generation = sampleGeneration();
  const place = { output_index: 0, item_id: 'msg_1766000000abc', content_index: 0 };
  const delta = (text: string) => ({ type: 'response.output_text.delta', ...place, delta: text });
  expect(eventsOf(generation)).toMatchObject([
    { type: 'response.created', response: { model: 'qwen/one', status: 'in_progress', output: [] } },
    { type: 'response.in_progress', response: { model: 'qwen/one', status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item: { status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...place, part: { type: 'output_text', text: '' } },
    delta('Three'),
    delta(' “wörds”'),
    delta(' 你好👋'),
    { type: 'response.output_text.done', ...place, text: generation.text },
    { type: 'response.content_part.done', ...place, part: { text: generation.text } },
    { type: 'response.output_item.done', output_index: 0, item: { type: 'message', status: 'completed' } },
    { type: 'response.completed', response: toResponse(generation, {}) },
  ]);
  expect(toResponseEvents(generation, {}).at(-1)).toBe('data: [DONE]\n\n');
});

it('counts its events from 0', () => {
  const numbers = eventsOf(sampleGeneration({ serverTools: serverToolResults })).map(
    (event) => event['sequence_number'],
  );
  expect(numbers).toEqual([...numbers.keys()]);
});

it('streams the arguments of a function call in pieces', () => {
  const generation = callingGeneration();
  const whole = JSON.stringify(generation.toolCall?.input);
  const events = eventsOf(generation);
  const deltas = events.filter(({ type }) => type === 'response.function_call_arguments.delta');
  expect(deltas.length).toBeGreaterThan(2);
  expect(deltas.map((event) => event['delta']).join('')).toBe(whole);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'response.function_call_arguments.done',
      item_id: 'fc_1766000000abc',
      name: 'weather',
      arguments: whole,
    }),
  );
});

it('shows an advisor’s and a subagent’s model when their items are done', () => {
  const events = eventsOf(sampleGeneration({ serverTools: serverToolResults.slice(0, 2) }));
  const added = events.filter(({ type }) => type === 'response.output_item.added');
  const done = events.filter(({ type }) => type === 'response.output_item.done');
  expect(added.slice(0, 2).map((event) => event['item'])).toEqual([
    { type: 'openrouter:advisor', id: 'st_1766000000abc_0', status: 'in_progress' },
    { type: 'openrouter:subagent', id: 'st_1766000000abc_1', status: 'in_progress' },
  ]);
  expect(done.map((event) => event['item'])).toMatchObject([
    { model: 'openai/three', advice: 'Some advice' },
    { model: 'openai/four', outcome: 'An outcome' },
    { type: 'message' },
  ]);
});

it('names every model of a fusion panel, and the analyst, while the panel works', () => {
  const place = { output_index: 0, item_id: 'st_1766000000abc_0' };
  const events = eventsOf(sampleGeneration({ serverTools: serverToolResults.slice(2) }));
  const fusion = events.filter(({ type }) => String(type).startsWith('response.fusion_call.'));
  expect(fusion).toMatchObject([
    { type: 'response.fusion_call.in_progress', ...place },
    { type: 'response.fusion_call.panel.added', ...place, model: 'openai/three' },
    { type: 'response.fusion_call.panel.added', ...place, model: 'qwen/two' },
    { type: 'response.fusion_call.panel.completed', ...place, model: 'openai/three', content: 'A panel' },
    { type: 'response.fusion_call.panel.completed', ...place, model: 'qwen/two', content: 'A panel' },
    { type: 'response.fusion_call.analysis.in_progress', ...place, analyst_model: 'qwen/one' },
    { type: 'response.fusion_call.analysis.completed', ...place, analysis: { consensus: ['A panel'] } },
    { type: 'response.fusion_call.completed', ...place },
  ]);
});

it('reports the metadata only in response.completed', () => {
  const events = eventsOf(sampleGeneration({ metadata: { requested: 'qwen/one' } }));
  expect(events.at(-1)).toMatchObject({ response: { openrouter_metadata: { requested: 'qwen/one' } } });
  expect(JSON.stringify(events.slice(0, -1))).not.toContain('openrouter_metadata');
});

it('names no model anywhere where the upstream does not name it', () => {
  expect(toResponseEvents(sampleGeneration({ model: null }), {}).join('')).not.toContain('"model"');
});
