import { z } from 'zod';
import { countTokens, type Generation, idSuffix, type Prompt } from '../upstream/generate.js';
import type { ServerToolResult } from '../upstream/server-tools.js';
import type { JsonObject } from '../wire/json.js';
import { parseBody } from '../wire/request.js';
import { lastUserText, textContent } from './text-parts.js';

/** A generation as a whole message in Anthropic's shape. */
export function toMessage(generation: Generation): JsonObject {
  return {
    ...envelope(generation),
    content: messageContent(generation),
    stop_reason: stopReason(generation),
    usage: messageUsage(generation),
    ...(generation.metadata === null ? {} : { openrouter_metadata: generation.metadata }),
  };
}

/** The message in `message_start`, without content. */
export function toStartedMessage(generation: Generation): JsonObject {
  return { ...envelope(generation), content: [], stop_reason: null, usage: startUsage(generation) };
}

/** Why the message ends. */
export function stopReason({ toolCall }: Generation): string {
  return toolCall === null ? 'end_turn' : 'tool_use';
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

/** A content block of a message. */
export type ContentBlock = TextBlock | ToolBlock | ResultBlock;

interface TextBlock {
  readonly type: 'text';
  readonly text: string;
  readonly citations: null;
}

/** The call of a function tool, or of a server tool. */
interface ToolBlock {
  readonly type: 'tool_use' | 'server_tool_use';
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
  readonly caller: { readonly type: 'direct' };
}

interface ResultBlock {
  readonly type: 'advisor_tool_result';
  readonly tool_use_id: string;
  readonly content: JsonObject;
}

/** The blocks of a whole message: results of server tools, then the text or the call of a function tool. */
export function messageContent(generation: Generation): readonly ContentBlock[] {
  const results = generation.serverTools.flatMap((result, index) =>
    serverToolBlocks(result, `srvtoolu_${idSuffix(generation)}_${index}`),
  );
  return [...results, closingBlock(generation)];
}

function closingBlock({ text, toolCall }: Generation): ContentBlock {
  if (toolCall === null) return { type: 'text', text, citations: null };
  const { id, name, input } = toolCall;
  return { type: 'tool_use', id, name, input, caller: { type: 'direct' } };
}

/**
 * A server tool's call and its result. Anthropic's shape has such results for advisors only; those of the other tools
 * take the same form, as its `content` is an open object.
 */
function serverToolBlocks(result: ServerToolResult, id: string): readonly ContentBlock[] {
  const name = result.type.slice('openrouter:'.length);
  return [
    { type: 'server_tool_use', id, name, input: {}, caller: { type: 'direct' } },
    {
      type: 'advisor_tool_result',
      tool_use_id: id,
      content: { type: `${name}_result`, text: result.text, stop_reason: 'end_turn', ...namedModels(result) },
    },
  ];
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
export function deltaUsage(generation: Generation): JsonObject {
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
