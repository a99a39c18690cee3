import { isObject, type JsonObject } from '@distillable/catalog';
import { hasError, openRouterError, serverSentEvent } from './error.js';
import type { AddedText, ApiError } from './shape.js';

/** The text of every choice of a response, in their order. */
export function choiceTexts({ choices }: JsonObject): readonly string[] {
  return Array.isArray(choices) ? choices.map((choice) => choiceText(choice, 'message')) : [];
}

/** What a chunk of a stream adds to each choice. */
export function addedChoiceTexts({ choices }: JsonObject): readonly AddedText[] {
  if (!Array.isArray(choices)) return [];
  return choices.map((choice) => ({ index: indexOf(choice), text: choiceText(choice, 'delta') }));
}

/** Whether one of the choices failed: then the response did. */
export function choicesFailed({ choices }: JsonObject): boolean {
  if (!Array.isArray(choices)) return false;
  return choices.filter(isObject).some((choice) => choice['finish_reason'] === 'error' || hasError(choice));
}

/** Whether the list of choices has none with a message or a text, be it an empty one. */
export function lacksChoices({ choices }: JsonObject): boolean {
  const isAnswer = ({ message, text }: JsonObject) => isObject(message) || typeof text === 'string';
  return choices !== undefined && !(Array.isArray(choices) && choices.filter(isObject).some(isAnswer));
}

/** An error as the last chunk of a stream of choices, beside an empty piece of text. */
export function choiceErrorEvent(error: ApiError, emptyText: JsonObject): string {
  const choices = [{ index: 0, ...emptyText, finish_reason: 'error' }];
  return serverSentEvent({ ...openRouterError(error), choices });
}

function indexOf(choice: unknown): number {
  const index = isObject(choice) ? (choice['index'] ?? 0) : undefined;
  return typeof index === 'number' ? index : -1;
}

/** Chat keeps text in a message; legacy completions keep it in the choice itself. */
function choiceText(choice: unknown, key: 'message' | 'delta'): string {
  if (!isObject(choice)) return '';
  const message = choice[key];
  return isObject(message) ? contentText(message['content']) : asText(choice['text']);
}

/** The text of a message's content: a string, or a list of parts of which some hold text. */
export function contentText(content: unknown): string {
  if (!Array.isArray(content)) return asText(content);
  return content
    .filter((part) => isObject(part) && (part['type'] === 'text' || part['type'] === 'output_text'))
    .map((part) => asText(part['text']))
    .join('');
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
