import { isObject, type JsonObject } from '@distillable/catalog';
import { batch } from './batch.js';
import { chat } from './chat.js';
import { completions } from './completions.js';
import { decisions } from './decisions.js';
import { messages } from './messages.js';
import { responses } from './responses.js';
import { type ApiShape, type ApiShapeFacts, hasError } from './shape.js';

export type { AddedText, ApiError, ApiShape, ApiShapeFacts } from './shape.js';

/** The facts of every API shape. A new shape is a new file here, and the compiler names the facts that it still lacks. */
export const apiShapes: Readonly<Record<ApiShape, ApiShapeFacts>> = {
  chat,
  completions,
  responses,
  messages,
  batch,
  decisions,
};

/** The fields of a stream's event that hold the response, in any shape. */
export const envelopes: readonly string[] = Object.values(apiShapes).flatMap(
  ({ envelope }) => envelope ?? [],
);

/** Whether a name is that of an API shape. */
export function isApiShape(name: string): name is ApiShape {
  return Object.hasOwn(apiShapes, name);
}

/**
 * Whether a response, or an event of a stream, says that it failed, whatever else it holds. Every shape is asked,
 * because a gateway may report an error in another shape than the request had.
 *
 * @param type of the event, where its frame says so
 */
export function isError(response: JsonObject, type: unknown = response['type']): boolean {
  if (saysError(response, type)) return true;
  return envelopes.some((name) => {
    const inner = response[name];
    return isObject(inner) && saysError(inner, type);
  });
}

const shapes = Object.values(apiShapes);

function saysError(response: JsonObject, type: unknown): boolean {
  return hasError(response) || shapes.some(({ failed }) => failed(response, type));
}
