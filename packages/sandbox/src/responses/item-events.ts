import { splitJson } from '../generation/split-json.js';
import { splitWords } from '../generation/split-words.js';
import type { JsonObject } from '../json-object.js';
import type { FunctionCallItem, FusionItem, InnerItem, MessageItem, OutputItem } from './output-item.js';

/** The events of one output item of a model's answer, still without sequence numbers. */
export function itemEvents(
  item: OutputItem,
  outputIndex: number,
  model: string | null,
): readonly JsonObject[] {
  const place = { output_index: outputIndex, item_id: item.id };
  const { started, between } = parts(item, place, model);
  return [
    { type: 'response.output_item.added', output_index: outputIndex, item: started },
    ...between,
    { type: 'response.output_item.done', output_index: outputIndex, item },
  ];
}

interface ItemParts {
  /** The item as its first event shows it. */
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

/** The analyst of a fusion is the outer model. */
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
