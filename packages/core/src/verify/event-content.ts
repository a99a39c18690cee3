import { isObject, type JsonObject } from '@distillable/catalog';
import type { EventSourceMessage } from 'eventsource-parser';
import { apiShapes, isError } from '../api/index.js';
import type { ServedModels } from './served-models.js';

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

/** Types of the events that end a stream in any shape, and `[DONE]`. */
export const lastEvents: ReadonlySet<unknown> = new Set(
  Object.values(apiShapes).flatMap((shape) => shape.lastEvents),
);

const escaped = [...lastEvents].map((name) => String(name).replace(/[.[\]]/g, '\\$&'));
/** Words of events that must be read, apart from a model, and the escapes by which a text could spell them. */
const mustBeRead = new RegExp(
  [
    ...['error"', 'event: ?error', 'failed"', 'cancelled"', 'openrouter_metadata', String.raw`\\u`],
    ...escaped,
  ].join('|'),
);

/**
 * Whether an event must be parsed. Most events of a stream hold a word of text, and name the model that all of them
 * name. To parse and search each of them doubles the cost of a stream: it adds about 20 ms of processor time for 10,000
 * events (`bench/benchmarks/read-bytes.mjs`), and a proxy pays that for all its clients.
 */
export function isRelevant({ data, event }: EventSourceMessage, served: ServedModels): boolean {
  return event === 'error' || lastEvents.has(event) || mayHoldRelevant(data, served);
}

/** The same of one event's data, or of whole events as they were sent: what is in a line of one is in a line of both. */
export function mayHoldRelevant(text: string, served: ServedModels): boolean {
  return mustBeRead.test(text) || mayNameNew(text, served);
}

// Within one line: the next line may not be data.
const modelField = /^"model"[ \t]*:[ \t]*"([^"\\\r\n]*)"/;
const hostField = /^"provider"[ \t]*:[ \t]*"([^"\\\r\n]*)"/;

/**
 * True unless each `model` in the text belongs to a field `"model": "<slug that was named and is allowed>"`, and each
 * `provider` to such a field with a host.
 */
export function mayNameNew(data: string, served: ServedModels): boolean {
  return (
    data.includes('\\u') ||
    hasOther(data, 'model', modelField, (slug) => served.isKnownAllowed(slug)) ||
    hasOther(data, 'provider', hostField, (host) => served.isKnownHost(host))
  );
}

function hasOther(data: string, word: string, field: RegExp, isKnown: (value: string) => boolean): boolean {
  let known = '';
  for (let at = data.indexOf(word); at >= 0; at = data.indexOf(word, at)) {
    if (known === '' || !data.startsWith(known, at - 1)) {
      const [text, value] = field.exec(data.slice(at - 1)) ?? [];
      if (text === undefined || value === undefined || !isKnown(value)) return true;
      known = text;
    }
    at += known.length - 1;
  }
  return false;
}
