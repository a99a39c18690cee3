import { isObject, type JsonObject } from '@distillable/catalog';

// biome-ignore format: a table
const errorFields: ReadonlySet<string> = new Set([
  'error', 'type', 'id', 'user_id', 'request_id', 'openrouter_metadata',
  'code', 'message', 'param', 'sequence_number',
]);

/**
 * Whether a response, or an event of a stream, is an error and nothing else: one that holds more may hold text.
 *
 * @param type of the event, where its frame says so
 */
export function isErrorOnly(response: JsonObject, type: unknown = response['type']): boolean {
  const isError = isObject(response['error']) || type === 'error';
  return isError && Object.keys(response).every((key) => errorFields.has(key));
}
