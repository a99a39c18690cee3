import { z } from 'zod';
import type { Generation, Prompt, TokenUsage } from '../upstream/generate.js';
import type { ServerToolResult } from '../upstream/server-tools.js';
import type { JsonObject } from '../wire/json.js';
import { dataEvent, doneEvent } from '../wire/planned-response.js';
import { parseBody } from '../wire/request.js';
import { splitJson, splitWords, textContent, textOf } from './text-parts.js';

/** A generation as the whole response of `POST /chat/completions`. */
export function toChat(generation: Generation): JsonObject {
  const { toolCall, text } = generation;
  const message = {
    role: 'assistant',
    content: toolCall === null ? text : null,
    refusal: null,
    ...(toolCall === null ? {} : { tool_calls: [functionCall(generation)] }),
    ...reasoningDetails(generation),
  };
  return {
    ...envelope(generation, 'chat.completion'),
    system_fingerprint: null,
    choices: [{ index: 0, logprobs: null, ...finished(generation), message }],
    ...ending(generation),
  };
}

const unfinished: JsonObject = { finish_reason: null, native_finish_reason: null };

/** A generation as the chunks of `POST /chat/completions`, a word of the text per event. */
export function toChatEvents(generation: Generation): readonly string[] {
  const chunk = (delta: JsonObject, more: JsonObject = unfinished, fields: JsonObject = {}): string =>
    dataEvent({
      ...envelope(generation, 'chat.completion.chunk'),
      choices: [{ index: 0, delta: { role: 'assistant', ...delta }, ...more }],
      ...fields,
    });
  return [
    ...(generation.serverTools.length === 0 ? [] : [chunk({ content: '', ...reasoningDetails(generation) })]),
    ...deltas(generation).map((delta) => chunk(delta)),
    chunk({ content: '' }, finished(generation)),
    chunk({ content: '' }, unfinished, ending(generation)),
    doneEvent,
  ];
}

function deltas(generation: Generation): readonly JsonObject[] {
  const { toolCall, text } = generation;
  if (toolCall === null) return splitWords(text).map((content) => ({ content }));
  const opening = { ...functionCall(generation), function: { name: toolCall.name, arguments: '' } };
  return [
    { content: null, tool_calls: [opening] },
    ...splitJson(JSON.stringify(toolCall.input)).map((piece) => ({
      content: null,
      tool_calls: [{ index: 0, type: 'function', function: { arguments: piece } }],
    })),
  ];
}

function envelope({ id, created, model, provider }: Generation, object: string): JsonObject {
  return { id, object, created, ...(model === null ? {} : { model }), provider };
}

function functionCall({ toolCall }: Generation): JsonObject {
  return {
    index: 0,
    id: toolCall?.id,
    type: 'function',
    function: { name: toolCall?.name, arguments: JSON.stringify(toolCall?.input) },
  };
}

function finished({ toolCall }: Generation): JsonObject {
  const reason = toolCall === null ? 'stop' : 'tool_calls';
  return { finish_reason: reason, native_finish_reason: reason };
}

/** Server tools appear in `reasoning_details`, their results as JSON in a string. */
function reasoningDetails({ serverTools }: Generation): JsonObject {
  if (serverTools.length === 0) return {};
  return {
    reasoning_details: serverTools.map((result, index) => ({
      type: 'reasoning.server_tool_call',
      id: `server_tool_${index}`,
      index,
      tool_call_id: `server_tool_${index}`,
      tool_name: result.type,
      arguments: '{}',
      result: JSON.stringify({ status: 'ok', ...toolResult(result) }),
    })),
  };
}

function toolResult({ type, models, text }: ServerToolResult): JsonObject {
  if (type === 'openrouter:fusion') {
    return { models, responses: models.map((model) => ({ model, content: text })) };
  }
  const [model] = models;
  return { model, [type === 'openrouter:advisor' ? 'advice' : 'outcome']: text };
}

/** What the whole response and the last chunk report. */
function ending({ usage, metadata }: Generation): JsonObject {
  return {
    usage: chatUsage(usage),
    ...(metadata === null ? {} : { openrouter_metadata: metadata }),
  };
}

function chatUsage({ prompt, completion }: TokenUsage): JsonObject {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cost: 0,
    is_byok: false,
  };
}

/** @see https://openrouter.ai/docs/api-reference/chat-completion (OpenAPI description read 2026-08-22) */
const chatBody = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: textContent.nullish() })).min(1),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        function: z
          .looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() })
          .optional(),
      }),
    )
    .nullish(),
  tool_choice: z
    .union([
      z.string(),
      z.looseObject({ type: z.string(), function: z.looseObject({ name: z.string() }).optional() }),
    ])
    .nullish(),
});

/**
 * Reads a body of `POST /chat/completions`.
 *
 * @throws ApiError 400 when it has no messages, or any of another shape
 */
export function readChatPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(chatBody, body);
  const question = parsed.messages.findLast(({ role }) => role === 'user');
  return { body, hasFallbacks: false, text: textOf(question?.content), tool: callableTool(parsed) };
}

function callableTool({ messages, tools, tool_choice: choice }: z.infer<typeof chatBody>): Prompt['tool'] {
  if (choice === 'none' || messages.at(-1)?.role === 'tool') return null;
  const wanted = typeof choice === 'object' ? choice?.function?.name : undefined;
  for (const { type, function: callable } of tools ?? []) {
    if (type !== 'function' || callable === undefined) continue;
    const { name, parameters } = callable;
    if (wanted === undefined || wanted === name) return { name, schema: parameters ?? {} };
  }
  return null;
}

const completionsBody = z.looseObject({
  prompt: z.union([z.string(), z.array(z.string()).min(1)]),
});

/**
 * Reads a body of `POST /completions`.
 *
 * @throws ApiError 400 when its prompt is neither a string nor a list of strings
 */
export function readCompletionsPrompt(body: JsonObject): Prompt {
  const { prompt } = parseBody(completionsBody, body);
  return {
    body,
    hasFallbacks: false,
    text: typeof prompt === 'string' ? prompt : prompt.join('\n'),
    tool: null,
  };
}

/** A generation as the whole response of `POST /completions`. */
export function toCompletion(generation: Generation): JsonObject {
  return completion(generation, generation.text, finished(generation), ending(generation));
}

/** A generation as the chunks of `POST /completions`, a word of the text per event. */
export function toCompletionEvents(generation: Generation): readonly string[] {
  return [
    ...splitWords(generation.text).map((word) => dataEvent(completion(generation, word))),
    dataEvent(completion(generation, '', finished(generation))),
    dataEvent(completion(generation, '', unfinished, ending(generation))),
    doneEvent,
  ];
}

function completion(
  generation: Generation,
  text: string,
  more: JsonObject = unfinished,
  fields: JsonObject = {},
): JsonObject {
  const choices = [{ index: 0, text, logprobs: null, ...more }];
  return { ...envelope(generation, 'text_completion'), choices, ...fields };
}
