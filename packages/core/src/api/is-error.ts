import { isObject, type JsonObject } from '@distillable/catalog';
import { apiShapes, envelopes } from './index.js';
import { hasError } from './openrouter-error.js';

/**
 * Whether a response, or an event of a stream, says that it failed, whatever else it holds. Every shape is asked: a
 * gateway may fail in another one than was asked for.
 *
 * @param type of the event, where its frame says so
 */
export function isError(response: JsonObject, type: unknown = response['type']): boolean {
  const inner = envelopes.map((name) => response[name]).filter(isObject);
  return [response, ...inner].some(
    (each) => hasError(each) || Object.values(apiShapes).some(({ failed }) => failed(each, type)),
  );
}
