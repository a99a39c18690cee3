import { isObject, type JsonObject } from '@distillable/catalog';
import { hasError } from './error.js';
import { apiShapes, envelopes } from './index.js';

/**
 * Whether a response, or an event of a stream, says that it failed, whatever else it holds. Every shape is asked: a
 * gateway may fail in another one than was asked for.
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
