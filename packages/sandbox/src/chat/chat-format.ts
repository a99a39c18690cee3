import type { Generation } from '../generation/generation.js';
import { dataEvent, doneEvent } from '../generation/server-sent-event.js';
import { splitWords } from '../generation/split-words.js';
import type { TextFormat } from '../generation/text-format.js';
import type { JsonObject } from '../json-object.js';
import { chatUsage } from './chat-usage.js';
import { readChatPrompt } from './read-chat-prompt.js';
import { serverToolDetails } from './server-tool-details.js';

/** The shape of `POST /chat/completions`. */
export const chatFormat: TextFormat = { readPrompt: readChatPrompt, toJson, toEvents };

function toJson(generation: Generation): JsonObject {
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

function toEvents(generation: Generation): readonly string[] {
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

const unfinished: JsonObject = { finish_reason: null, native_finish_reason: null };

function deltas(generation: Generation): readonly JsonObject[] {
  const { toolCall, text } = generation;
  if (toolCall === null) return splitWords(text).map((content) => ({ content }));
  const call = functionCall(generation);
  const opening = { ...call, index: 0, function: { name: toolCall.name, arguments: '' } };
  const pieces = JSON.stringify(toolCall.input).match(/.{1,12}/gsu) ?? [];
  return [
    { content: null, tool_calls: [opening] },
    ...pieces.map((piece) => ({
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

function reasoningDetails({ serverTools }: Generation): JsonObject {
  return serverTools.length === 0 ? {} : { reasoning_details: serverToolDetails(serverTools) };
}

/** What the whole answer and the last chunk tell. */
function ending({ usage, metadata }: Generation): JsonObject {
  return {
    usage: chatUsage(usage),
    ...(metadata === null ? {} : { openrouter_metadata: metadata }),
  };
}
