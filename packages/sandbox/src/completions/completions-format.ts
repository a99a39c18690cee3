import { chatUsage } from '../chat/chat-usage.js';
import type { Generation } from '../generation/generation.js';
import { dataEvent, doneEvent } from '../generation/server-sent-event.js';
import { splitWords } from '../generation/split-words.js';
import type { TextFormat } from '../generation/text-format.js';
import type { JsonObject } from '../json-object.js';
import { readCompletionsPrompt } from './read-completions-prompt.js';

/** The shape of `POST /completions`. */
export const completionsFormat: TextFormat = {
  readPrompt: readCompletionsPrompt,
  toJson,
  toEvents,
};

function toJson(generation: Generation): JsonObject {
  return { ...envelope(generation), choices: [choice(generation.text, 'stop')], ...ending(generation) };
}

function toEvents(generation: Generation): readonly string[] {
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

/** What the whole answer and the last chunk tell. */
function ending({ usage, metadata }: Generation): JsonObject {
  return { usage: chatUsage(usage), ...(metadata === null ? {} : { openrouter_metadata: metadata }) };
}
