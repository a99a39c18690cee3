import { z } from 'zod';
import { countTokens, type Generation, idSuffix, type Prompt } from '../upstream/generate.js';
import type { ServerToolResult } from '../upstream/server-tools.js';
import type { JsonObject } from '../wire/json.js';
import { dataEvent } from '../wire/planned-response.js';
import { parseBody } from '../wire/request.js';
import { lastUserText, splitJson, splitWords, textContent } from './text-parts.js';

/** A generation as a whole message in Anthropic's shape. */
export function toMessage(generation: Generation): JsonObject {
  return {
    ...envelope(generation),
    content: blocksOf(generation).map(({ block }) => block),
    stop_reason: stopReason(generation),
    usage: messageUsage(generation),
    ...metadataOf(generation),
  };
}

/** A generation as the server-sent events of Anthropic's shape, a word of the text per event. */
export function toMessageEvents(generation: Generation): readonly string[] {
  const message = { ...envelope(generation), content: [], stop_reason: null, usage: startUsage(generation) };
  const delta = {
    container: null,
    stop_details: null,
    stop_reason: stopReason(generation),
    stop_sequence: null,
  };
  const events: readonly MessageEvent[] = [
    { type: 'message_start', message },
    { type: 'ping' },
    ...blocksOf(generation).flatMap(blockEvents),
    { type: 'message_delta', delta, usage: deltaUsage(generation) },
    { type: 'message_stop', ...metadataOf(generation) },
  ];
  return events.map((event) => dataEvent(event, event.type));
}

type MessageEvent = JsonObject & { readonly type: string };

function stopReason({ toolCall }: Generation): string {
  return toolCall === null ? 'end_turn' : 'tool_use';
}

function metadataOf({ metadata }: Generation): JsonObject {
  return metadata === null ? {} : { openrouter_metadata: metadata };
}

function envelope(generation: Generation): JsonObject {
  const { model, provider } = generation;
  return {
    id: `msg_${idSuffix(generation)}`,
    type: 'message',
    role: 'assistant',
    ...(model === null ? {} : { model }),
    provider,
    container: null,
    stop_details: null,
    stop_sequence: null,
  };
}

/** A content block of a message, and how it is streamed. */
interface Block {
  readonly block: JsonObject;
  /** The block in its first event. */
  readonly started: JsonObject;
  readonly deltas: readonly JsonObject[];
}

function blockEvents({ started, deltas }: Block, index: number): readonly MessageEvent[] {
  return [
    { type: 'content_block_start', index, content_block: started },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** Results of server tools, then the text or the call of a function tool. */
function blocksOf(generation: Generation): readonly Block[] {
  const { text, toolCall, serverTools } = generation;
  const results = serverTools.flatMap((result, index) =>
    serverToolBlocks(result, `srvtoolu_${idSuffix(generation)}_${index}`),
  );
  if (toolCall !== null) return [...results, callBlock({ type: 'tool_use', ...toolCall })];
  const block = { type: 'text', text, citations: null };
  const deltas = splitWords(text).map((word) => ({ type: 'text_delta', text: word }));
  return [...results, { block, started: { ...block, text: '' }, deltas }];
}

interface Call {
  readonly type: 'tool_use' | 'server_tool_use';
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

function callBlock({ type, id, name, input }: Call): Block {
  const block = { type, id, name, input, caller: { type: 'direct' } };
  const deltas = splitJson(JSON.stringify(input)).map((json) => ({
    type: 'input_json_delta',
    partial_json: json,
  }));
  return { block, started: { ...block, input: {} }, deltas };
}

/**
 * A server tool's call and its result, which is sent whole. Anthropic's shape has such results for advisors only; those of
 * the other tools take the same form, as its `content` is an open object.
 */
function serverToolBlocks(result: ServerToolResult, id: string): readonly Block[] {
  const name = result.type.slice('openrouter:'.length);
  const block = {
    type: 'advisor_tool_result',
    tool_use_id: id,
    content: { type: `${name}_result`, text: result.text, stop_reason: 'end_turn', ...namedModels(result) },
  };
  return [callBlock({ type: 'server_tool_use', id, name, input: {} }), { block, started: block, deltas: [] }];
}

function namedModels({ type, models, text }: ServerToolResult): JsonObject {
  if (type === 'openrouter:fusion') return { responses: models.map((model) => ({ model, content: text })) };
  return models[0] === undefined ? {} : { model: models[0] };
}

const noCache = {
  cache_creation: null,
  cache_creation_input_tokens: null,
  cache_read_input_tokens: null,
};

/** Each inner call of a server tool is an iteration of its own, which names its model. */
function messageUsage(generation: Generation): JsonObject {
  return { ...startUsage(generation), output_tokens: generation.usage.completion, ...iterations(generation) };
}

/** The usage that is known before the first word. */
function startUsage({ usage }: Generation): JsonObject {
  return {
    input_tokens: usage.prompt,
    output_tokens: 0,
    output_tokens_details: null,
    ...noCache,
    inference_geo: null,
    server_tool_use: null,
    service_tier: 'standard',
  };
}

/** The usage that `message_delta` reports. */
function deltaUsage(generation: Generation): JsonObject {
  return {
    input_tokens: generation.usage.prompt,
    output_tokens: generation.usage.completion,
    output_tokens_details: null,
    ...noCache,
    server_tool_use: null,
    ...iterations(generation),
  };
}

function iterations({ serverTools, usage }: Generation): JsonObject {
  if (serverTools.length === 0) return {};
  const inner = serverTools.flatMap(({ type, models, text }) =>
    models.map((model) => ({
      type: `${type.slice('openrouter:'.length)}_message`,
      model,
      ...iterationTokens(usage.prompt, countTokens(text)),
    })),
  );
  return { iterations: [...inner, { type: 'message', ...iterationTokens(usage.prompt, usage.completion) }] };
}

function iterationTokens(input: number, output: number): JsonObject {
  return {
    input_tokens: input,
    output_tokens: output,
    cache_creation: null,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  };
}

/** @see https://openrouter.ai/docs/api-reference/create-a-message (OpenAPI description read 2026-08-22) */
const messagesBody = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: textContent })).min(1),
  tools: z
    .array(
      z.looseObject({
        type: z.string().nullish(),
        name: z.string().optional(),
        input_schema: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .nullish(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).nullish(),
});

type MessagesBody = z.infer<typeof messagesBody>;

/**
 * Reads a body of `POST /messages`, in Anthropic's shape.
 *
 * @throws ApiError 400 when it has no messages, or any of another shape
 */
export function readMessagesPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(messagesBody, body);
  return { body, hasFallbacks: true, text: lastUserText(parsed.messages), tool: callableTool(parsed) };
}

function callableTool({ messages, tools, tool_choice: choice }: MessagesBody): Prompt['tool'] {
  if (choice?.type === 'none' || endsWithToolResult(messages)) return null;
  for (const { type, name, input_schema: schema } of tools ?? []) {
    const isFunction = type === undefined || type === null || type === 'custom';
    if (!isFunction || name === undefined || schema === undefined) continue;
    if (choice?.type !== 'tool' || choice.name === name) return { name, schema };
  }
  return null;
}

function endsWithToolResult(messages: MessagesBody['messages']): boolean {
  const content = messages.at(-1)?.content;
  return Array.isArray(content) && content.some(({ type }) => type === 'tool_result');
}
