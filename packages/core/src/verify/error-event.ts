import { isObject, type JsonObject } from '@distillable/catalog';
import { isError } from '../api/index.js';

/**
 * Whether a response, or an event of a stream, is an error and nothing else: one that holds more may hold text.
 *
 * @param type of the event, where its frame says so
 */
export function isErrorOnly(response: JsonObject, type: unknown = response['type']): boolean {
  return isError(response, type) && !mayHoldText(response);
}

/** The part to judge of a response that is only an error: the models that were tried for it made no text. */
export function withoutRouting({ openrouter_metadata: _, ...error }: JsonObject): JsonObject {
  return error;
}

/** The text of an error, for people; null if it has none. */
export function errorMessage({ error, errors, message, response, choices }: JsonObject): string | null {
  const named = [error, errors].flat().map((each) => (isObject(each) ? each['message'] : each));
  const own = [...named, message].find(isText);
  if (own !== undefined) return own;
  const inner = [response, ...(Array.isArray(choices) ? choices : [])].find(isObject);
  return inner === undefined ? null : errorMessage(inner);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Fields whose text is a name, a kind or a state, wherever they are. */
// biome-ignore format: a table
const labels: ReadonlySet<string> = new Set([
  'id', 'object', 'type', 'role', 'status', 'model', 'provider', 'finish_reason', 'native_finish_reason',
  'stop_reason', 'reason', 'service_tier', 'system_fingerprint', 'phase',
]);

/** Fields at the top of a response whose text is about the error. */
// biome-ignore format: a table
const remarks: ReadonlySet<string> = new Set([
  'code', 'message', 'detail', 'param', 'user_id', 'request_id', 'custom_id', 'previous_response_id',
]);

/** Fields that hold an error, or how the server routed, or repeat the request. */
const besides: ReadonlySet<string> = new Set([
  'error',
  'errors',
  'openrouter_metadata',
  'metadata',
  'tools',
  'tool_choice',
]);

/** True unless every text in it is a label or a remark. */
export function mayHoldText(response: JsonObject): boolean {
  // Not by recursion: JSON may be nested deeper than calls can be.
  const left: unknown[] = [];
  const add = (object: JsonObject, isTop: boolean): void => {
    for (const key of Object.keys(object)) {
      const value = object[key];
      const isPlain = labels.has(key) || (isTop && remarks.has(key));
      if (!besides.has(key) && !(isPlain && typeof value === 'string')) left.push(value);
    }
  };
  add(response, true);
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && value !== '') return true;
    if (Array.isArray(value)) for (const item of value) left.push(item);
    else if (isObject(value)) add(value, false);
  }
  return false;
}

// biome-ignore format: a table
const answerFields = [
  'choices', 'output', 'content', 'message', 'response', 'completion', 'completions', 'candidates', 'generations',
];

/** Whether an error response has text where a completion has it, which an error does not need. */
export function mayHoldCompletion(response: JsonObject): boolean {
  const found = answerFields.map((field) => response[field]).filter((value) => typeof value !== 'string');
  return mayHoldText({ found });
}
