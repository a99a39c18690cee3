import type { JsonObject } from '../references/reference.js';
import { isObject } from '../references/reference.js';

/** What stands beside an error, or is one. */
const errorFields: ReadonlySet<string> = new Set([
  ...['error', 'type', 'id', 'user_id', 'request_id', 'openrouter_metadata'],
  ...['code', 'message', 'param', 'sequence_number'],
]);

/** Whether an answer, or an event of a stream, is an error and nothing else: what holds more may hold text. */
export function isMereError(answer: JsonObject, type: unknown = answer['type']): boolean {
  const isError = isObject(answer['error']) || type === 'error';
  return isError && Object.keys(answer).every((key) => errorFields.has(key));
}
