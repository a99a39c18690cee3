import type { Generation } from '../upstream/generate.js';
import type { JsonObject } from '../wire/json.js';
import { dataEvent, doneEvent } from '../wire/planned-response.js';
import {
  type FunctionCallItem,
  type FusionItem,
  type InnerItem,
  type MessageItem,
  type OutputItem,
  outputItems,
  toResponse,
  toStartedResponse,
} from './responses.js';
import { splitJson, splitWords } from './text-parts.js';

/** A generation as the server-sent events of the Responses shape, a word of the text per event. */
export function toResponseEvents(generation: Generation, body: JsonObject): readonly string[] {
  const started = toStartedResponse(generation, body);
  const events: readonly JsonObject[] = [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
    ...outputItems(generation).flatMap((item, index) => itemEvents(item, index, generation.model)),
    { type: 'response.completed', response: toResponse(generation, body) },
  ];
  return [...events.map((event, index) => dataEvent({ ...event, sequence_number: index })), doneEvent];
}

/** The events of one output item, without sequence numbers. */
function itemEvents(item: OutputItem, outputIndex: number, model: string | null): readonly JsonObject[] {
  const place = { output_index: outputIndex, item_id: item.id };
  const { started, between } = parts(item, place, model);
  return [
    { type: 'response.output_item.added', output_index: outputIndex, item: started },
    ...between,
    { type: 'response.output_item.done', output_index: outputIndex, item },
  ];
}

interface ItemParts {
  /** The item in its first event. */
  readonly started: object;
  readonly between: readonly JsonObject[];
}

function parts(item: OutputItem, place: JsonObject, model: string | null): ItemParts {
  switch (item.type) {
    case 'message':
      return messageParts(item, place);
    case 'function_call':
      return functionCallParts(item, place);
    case 'openrouter:advisor':
    case 'openrouter:subagent':
      return innerParts(item);
    case 'openrouter:fusion':
      return fusionParts(item, place, model);
  }
}

function messageParts(item: MessageItem, place: JsonObject): ItemParts {
  const [part] = item.content;
  const inPart = { ...place, content_index: 0 };
  return {
    started: { ...item, status: 'in_progress', content: [] },
    between: [
      { type: 'response.content_part.added', ...inPart, part: { ...part, text: '' } },
      ...splitWords(part.text).map((delta) => ({
        type: 'response.output_text.delta',
        ...inPart,
        delta,
        logprobs: [],
      })),
      { type: 'response.output_text.done', ...inPart, text: part.text, logprobs: [] },
      { type: 'response.content_part.done', ...inPart, part },
    ],
  };
}

function functionCallParts(item: FunctionCallItem, place: JsonObject): ItemParts {
  const { name, arguments: whole } = item;
  const delta = 'response.function_call_arguments.delta';
  return {
    started: { ...item, status: 'in_progress', arguments: '' },
    between: [
      ...splitJson(whole).map((piece) => ({ type: delta, ...place, delta: piece })),
      { type: 'response.function_call_arguments.done', ...place, name, arguments: whole },
    ],
  };
}

function innerParts({ type, id }: InnerItem): ItemParts {
  return { started: { type, id, status: 'in_progress' }, between: [] };
}

/** The outer model is the analyst of a fusion. */
function fusionParts(item: FusionItem, place: JsonObject, analyst: string | null): ItemParts {
  const { type, id, responses, analysis } = item;
  const event = (name: string, fields: JsonObject = {}): JsonObject => ({
    type: `response.fusion_call.${name}`,
    ...place,
    ...fields,
  });
  const analyzing = { analyst_model: analyst, judge_model: analyst };
  return {
    started: { type, id, status: 'in_progress' },
    between: [
      event('in_progress'),
      ...responses.map(({ model }) => event('panel.added', { model })),
      ...responses.map(({ model, content }) => event('panel.completed', { model, content })),
      ...(analyst === null ? [] : [event('analysis.in_progress', analyzing)]),
      event('analysis.completed', { analysis }),
      event('completed'),
    ],
  };
}
