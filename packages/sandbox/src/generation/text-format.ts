import type { JsonObject } from '../json-object.js';
import type { Generation } from './generation.js';
import type { Prompt } from './prompt.js';

/** How one endpoint writes requests and answers. */
export interface TextFormat {
  /**
   * Reads a body; presets are already merged into it.
   *
   * @throws AnswerError 400 when the body does not have the endpoint's shape
   */
  readPrompt(body: JsonObject): Prompt;
  /** The whole answer, for a body without `stream: true`. */
  toJson(generation: Generation, body: JsonObject): JsonObject;
  /** The answer as server-sent events, each a string with its blank line; a word of the text per event. */
  toEvents(generation: Generation, body: JsonObject): readonly string[];
}
