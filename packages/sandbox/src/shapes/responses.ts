import { z } from 'zod';
import { type Generation, idSuffix, type Prompt } from '../upstream/generate.js';
import type { ServerToolResult } from '../upstream/server-tools.js';
import type { JsonObject } from '../wire/json.js';
import { parseBody } from '../wire/request.js';
import { lastUserText, textContent } from './text-parts.js';

/** A generation as a whole response. */
export function toResponse(generation: Generation, body: JsonObject): JsonObject {
  return {
    ...toStartedResponse(generation, body),
    status: 'completed',
    completed_at: generation.created,
    output: outputItems(generation),
    usage: usage(generation),
    ...(generation.metadata === null ? {} : { openrouter_metadata: generation.metadata }),
  };
}

/** The response in a stream's first events, without output. */
export function toStartedResponse(generation: Generation, body: JsonObject): JsonObject {
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

/** An item of a response's `output`. */
export type OutputItem = MessageItem | FunctionCallItem | InnerItem | FusionItem;

export interface MessageItem {
  readonly type: 'message';
  readonly id: string;
  readonly role: 'assistant';
  readonly status: 'completed';
  readonly content: readonly [TextPart];
}

interface TextPart {
  readonly type: 'output_text';
  readonly text: string;
  readonly annotations: readonly [];
  readonly logprobs: readonly [];
}

/** The call of a function tool. */
export interface FunctionCallItem {
  readonly type: 'function_call';
  readonly id: string;
  readonly call_id: string;
  readonly name: string;
  readonly arguments: string;
  readonly status: 'completed';
}

/** The result of an advisor or a subagent. */
export interface InnerItem {
  readonly type: 'openrouter:advisor' | 'openrouter:subagent';
  readonly id: string;
  readonly status: 'completed';
  readonly model?: string;
  readonly advice?: string;
  readonly outcome?: string;
}

/** The results of a fusion panel. */
export interface FusionItem {
  readonly type: 'openrouter:fusion';
  readonly id: string;
  readonly status: 'completed';
  readonly responses: readonly { readonly model: string; readonly content: string }[];
  readonly analysis: JsonObject;
}

/** The items of a whole response: results of server tools, then the text or the call of a function tool. */
export function outputItems(generation: Generation): readonly OutputItem[] {
  const suffix = idSuffix(generation);
  const results = generation.serverTools.map((result, index) =>
    serverToolItem(result, `st_${suffix}_${index}`),
  );
  return [...results, closingItem(generation, suffix)];
}

function closingItem({ text, toolCall }: Generation, suffix: string): MessageItem | FunctionCallItem {
  if (toolCall === null) {
    const part: TextPart = { type: 'output_text', text, annotations: [], logprobs: [] };
    return { type: 'message', id: `msg_${suffix}`, role: 'assistant', status: 'completed', content: [part] };
  }
  return {
    type: 'function_call',
    id: `fc_${suffix}`,
    call_id: toolCall.id,
    name: toolCall.name,
    arguments: JSON.stringify(toolCall.input),
    status: 'completed',
  };
}

function serverToolItem({ type, models, text }: ServerToolResult, id: string): InnerItem | FusionItem {
  const model = models[0] === undefined ? {} : { model: models[0] };
  switch (type) {
    case 'openrouter:advisor':
      return { type, id, status: 'completed', ...model, advice: text };
    case 'openrouter:subagent':
      return { type, id, status: 'completed', ...model, outcome: text };
    case 'openrouter:fusion': {
      const responses = models.map((name) => ({ model: name, content: text }));
      return { type, id, status: 'completed', responses, analysis: analysis(text) };
    }
  }
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
