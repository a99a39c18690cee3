import { z } from 'zod';
import { type Generation, idSuffix, type Prompt, type ToolCall } from '../upstream/generate.js';
import type { ServerToolResult } from '../upstream/server-tools.js';
import type { JsonObject } from '../wire/json.js';
import { dataEvent, doneEvent } from '../wire/planned-response.js';
import { parseBody } from '../wire/request.js';
import { lastUserText, splitJson, splitWords, textContent } from './text-parts.js';

/** A generation as a whole response. */
export function toResponse(generation: Generation, body: JsonObject): JsonObject {
  return {
    ...startedResponse(generation, body),
    status: 'completed',
    completed_at: generation.created,
    output: outputsOf(generation).map(({ item }) => item),
    usage: usage(generation),
    ...(generation.metadata === null ? {} : { openrouter_metadata: generation.metadata }),
  };
}

/** A generation as the server-sent events of the Responses shape, a word of the text per event. */
export function toResponseEvents(generation: Generation, body: JsonObject): readonly string[] {
  const started = startedResponse(generation, body);
  const events: readonly JsonObject[] = [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
    ...outputsOf(generation).flatMap(outputEvents),
    { type: 'response.completed', response: toResponse(generation, body) },
  ];
  return [...events.map((event, index) => dataEvent({ ...event, sequence_number: index })), doneEvent];
}

/** The response in a stream's first events, without output. */
function startedResponse(generation: Generation, body: JsonObject): JsonObject {
  const { created, model } = generation;
  return {
    id: `resp_${idSuffix(generation)}`,
    object: 'response',
    created_at: created,
    completed_at: null,
    status: 'in_progress',
    ...(model === null ? {} : { model }),
    output: [],
    error: null,
    incomplete_details: null,
    ...echo(body),
    usage: null,
  };
}

/** The settings of the request that a response repeats. */
function echo(body: JsonObject): JsonObject {
  return {
    instructions: body['instructions'] ?? null,
    metadata: body['metadata'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    temperature: body['temperature'] ?? null,
    top_p: body['top_p'] ?? null,
    presence_penalty: body['presence_penalty'] ?? null,
    frequency_penalty: body['frequency_penalty'] ?? null,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
  };
}

function usage({ usage: { prompt, completion } }: Generation): JsonObject {
  return {
    input_tokens: prompt,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: completion,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: prompt + completion,
  };
}

/** An item of a response's `output`, and how it is streamed. */
interface Output {
  readonly item: JsonObject;
  /** The item in its first event. */
  readonly started: JsonObject;
  /** The events between its first and its last; each repeats `place`. */
  readonly between: (place: JsonObject) => readonly JsonObject[];
}

/** The events of one item, without sequence numbers. */
function outputEvents({ item, started, between }: Output, index: number): readonly JsonObject[] {
  return [
    { type: 'response.output_item.added', output_index: index, item: started },
    ...between({ output_index: index, item_id: item['id'] }),
    { type: 'response.output_item.done', output_index: index, item },
  ];
}

/** Results of server tools, then the text or the call of a function tool. */
function outputsOf(generation: Generation): readonly Output[] {
  const { text, toolCall, serverTools, model } = generation;
  const suffix = idSuffix(generation);
  return [
    ...serverTools.map((result, index) => serverToolOutput(result, `st_${suffix}_${index}`, model)),
    toolCall === null ? textOutput(text, `msg_${suffix}`) : callOutput(toolCall, `fc_${suffix}`),
  ];
}

function textOutput(text: string, id: string): Output {
  const part = { type: 'output_text', text, annotations: [], logprobs: [] };
  const item = { type: 'message', id, role: 'assistant', status: 'completed', content: [part] };
  return {
    item,
    started: { ...item, status: 'in_progress', content: [] },
    between(place) {
      const inPart = { ...place, content_index: 0 };
      return [
        { type: 'response.content_part.added', ...inPart, part: { ...part, text: '' } },
        ...splitWords(text).map((delta) => ({
          type: 'response.output_text.delta',
          ...inPart,
          delta,
          logprobs: [],
        })),
        { type: 'response.output_text.done', ...inPart, text, logprobs: [] },
        { type: 'response.content_part.done', ...inPart, part },
      ];
    },
  };
}

function callOutput({ id: call, name, input }: ToolCall, id: string): Output {
  const json = JSON.stringify(input);
  const item = { type: 'function_call', id, call_id: call, name, arguments: json, status: 'completed' };
  const event = 'response.function_call_arguments';
  return {
    item,
    started: { ...item, status: 'in_progress', arguments: '' },
    between: (place) => [
      ...splitJson(json).map((delta) => ({ type: `${event}.delta`, ...place, delta })),
      { type: `${event}.done`, ...place, name, arguments: json },
    ],
  };
}

function serverToolOutput(result: ServerToolResult, id: string, outer: string | null): Output {
  const { type, models, text } = result;
  const started = { type, id, status: 'in_progress' };
  const completed = { type, id, status: 'completed' };
  if (type === 'openrouter:fusion') {
    const responses = models.map((model) => ({ model, content: text }));
    const item = { ...completed, responses, analysis: analysis(text) };
    return { item, started, between: (place) => fusionEvents(item, place, outer) };
  }
  const model = models[0] === undefined ? {} : { model: models[0] };
  const outcome = type === 'openrouter:advisor' ? { advice: text } : { outcome: text };
  return { item: { ...completed, ...model, ...outcome }, started, between: () => [] };
}

interface Fusion {
  readonly responses: readonly { readonly model: string; readonly content: string }[];
  readonly analysis: JsonObject;
}

/** The outer model is the analyst of a fusion. */
function fusionEvents(fusion: Fusion, place: JsonObject, analyst: string | null): readonly JsonObject[] {
  const { responses, analysis: result } = fusion;
  const event = (name: string, fields: JsonObject = {}): JsonObject => ({
    type: `response.fusion_call.${name}`,
    ...place,
    ...fields,
  });
  const analyzing = { analyst_model: analyst, judge_model: analyst };
  return [
    event('in_progress'),
    ...responses.map(({ model }) => event('panel.added', { model })),
    ...responses.map(({ model, content }) => event('panel.completed', { model, content })),
    ...(analyst === null ? [] : [event('analysis.in_progress', analyzing)]),
    event('analysis.completed', { analysis: result }),
    event('completed'),
  ];
}

function analysis(consensus: string): JsonObject {
  return {
    consensus: [consensus],
    contradictions: [],
    partial_coverage: [],
    unique_insights: [],
    blind_spots: [],
  };
}

const inputItem = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content: textContent.nullish(),
});

/** @see https://openrouter.ai/docs/api-reference/responses (OpenAPI description read 2026-08-22) */
const responsesBody = z.looseObject({
  input: z.union([z.string(), z.array(inputItem).min(1)]),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().optional(),
        parameters: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ type: z.string(), name: z.string().optional() })])
    .nullish(),
});

type ResponsesBody = z.infer<typeof responsesBody>;

/**
 * Reads a body of `POST /responses`.
 *
 * @throws ApiError 400 when it has no input, or one of another shape
 */
export function readResponsesPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(responsesBody, body);
  const { input } = parsed;
  const text = typeof input === 'string' ? input : lastUserText(input);
  return { body, hasFallbacks: false, text, tool: callableTool(parsed) };
}

function callableTool({ input, tools, tool_choice: choice }: ResponsesBody): Prompt['tool'] {
  if (choice === 'none' || endsWithToolResult(input)) return null;
  const wanted = typeof choice === 'object' && choice?.type === 'function' ? choice.name : undefined;
  for (const { type, name, parameters } of tools ?? []) {
    if (type !== 'function' || name === undefined) continue;
    if (wanted === undefined || wanted === name) return { name, schema: parameters ?? {} };
  }
  return null;
}

function endsWithToolResult(input: ResponsesBody['input']): boolean {
  return typeof input !== 'string' && input.at(-1)?.type === 'function_call_output';
}
