import { z } from 'zod';
import type { Generation, Prompt } from '../upstream/generation.js';
import type { JsonObject } from '../wire/json.js';
import { dataEvent, doneEvent } from '../wire/planned-response.js';
import { parseBody } from '../wire/request.js';
import { chatUsage } from './chat.js';
import { splitWords } from './text-parts.js';

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
  return { ...envelope(generation), choices: [choice(generation.text, 'stop')], ...ending(generation) };
}

/** A generation as the chunks of `POST /completions`, a word of the text per event. */
export function toCompletionEvents(generation: Generation): readonly string[] {
  const words = splitWords(generation.text);
  return [
    ...words.map((word) => dataEvent({ ...envelope(generation), choices: [choice(word, null)] })),
    dataEvent({ ...envelope(generation), choices: [choice('', 'stop')] }),
    dataEvent({ ...envelope(generation), choices: [choice('', null)], ...ending(generation) }),
    doneEvent,
  ];
}

function choice(text: string, reason: 'stop' | null): JsonObject {
  return { index: 0, text, logprobs: null, finish_reason: reason, native_finish_reason: reason };
}

function envelope({ id, created, model, provider }: Generation): JsonObject {
  return { id, object: 'text_completion', created, ...(model === null ? {} : { model }), provider };
}

/** What the whole response and the last chunk report. */
function ending({ usage, metadata }: Generation): JsonObject {
  return { usage: chatUsage(usage), ...(metadata === null ? {} : { openrouter_metadata: metadata }) };
}
