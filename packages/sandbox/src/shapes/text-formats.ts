import type { Generation, Prompt } from '../upstream/generate.js';
import type { JsonObject } from '../wire/json.js';
import {
  readChatPrompt,
  readCompletionsPrompt,
  toChat,
  toChatEvents,
  toCompletion,
  toCompletionEvents,
} from './chat.js';
import { readMessagesPrompt, toMessage, toMessageEvents } from './messages.js';
import { readResponsesPrompt, toResponse, toResponseEvents } from './responses.js';

/** How one API shape is read and written. */
export interface TextFormat {
  /**
   * Reads a body; presets are already merged into it.
   *
   * @throws ApiError 400 when the body does not have this shape
   */
  readPrompt(body: JsonObject): Prompt;
  /** The whole response, for a body without `stream: true`. */
  toJson(generation: Generation, body: JsonObject): JsonObject;
  /** The response as server-sent events, each a string with its blank line; a word of the text per event. */
  toEvents(generation: Generation, body: JsonObject): readonly string[];
}

/** The API shapes of text, by their path below the API's root. */
export const textFormats: Readonly<
  Record<'/chat/completions' | '/completions' | '/responses' | '/messages', TextFormat>
> = {
  '/chat/completions': { readPrompt: readChatPrompt, toJson: toChat, toEvents: toChatEvents },
  '/completions': { readPrompt: readCompletionsPrompt, toJson: toCompletion, toEvents: toCompletionEvents },
  '/responses': { readPrompt: readResponsesPrompt, toJson: toResponse, toEvents: toResponseEvents },
  '/messages': { readPrompt: readMessagesPrompt, toJson: toMessage, toEvents: toMessageEvents },
};
