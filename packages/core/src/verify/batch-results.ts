import { findDuplicateKey, isObject, type JsonObject, parseObject } from '@distillable/catalog';
import { apiShapes, isError } from '../api/index.js';
import type { HostBounds } from '../policy/hosts.js';
import { isErrorOnly } from './event-content.js';
import { type JudgeServed, type Missing, ServedModels, type UnverifiedReason } from './served-models.js';

/** The facts of a batch, or of a file of its results. */
export interface BatchResults {
  readonly served: ServedModels;
  /** Why it must not be used; empty where it may. */
  readonly reasons: readonly UnverifiedReason[];
  /** Whether there are results, or errors in their place. */
  readonly hasResults: boolean;
  /** Text of each completion in the results. */
  readonly texts: readonly string[];
  /** Whether a result holds a response that is not an error. */
  readonly hasText: boolean;
  /** Whether it is an error instead of a batch. */
  readonly isError: boolean;
  /** The batch's own id. */
  readonly id: string | null;
}

/**
 * Reads a batch with its results, a list of batches, or (`isLines`) a file with one result in each line. Every result
 * must be an error, or hold a response that names its model, and its host where that must be named.
 */
export function readBatchResults(
  text: string,
  isLines: boolean,
  judge: JudgeServed,
  hosts: HostBounds | null = null,
): BatchResults {
  const document = isLines ? null : parseOnce(text);
  const reading: Reading = { served: new ServedModels(judge, hosts), reasons: [], texts: [], hasText: false };
  const results = isLines ? linesOf(text) : resultsIn(document, reading);
  for (const { value, path } of results) readResult(value, path, reading);
  const { served, reasons, texts, hasText } = reading;
  const id = typeof document?.['id'] === 'string' ? document['id'] : null;
  return {
    served,
    texts,
    hasText,
    id,
    hasResults: results.length > 0,
    isError: document !== null && isErrorOnly(document),
    reasons: [...served.reasons, ...reasons],
  };
}

/** The text, read as an object. Also null if a field comes twice, because another reader may then see another object. */
function parseOnce(text: string): JsonObject | null {
  const object = parseObject(text);
  return object === null || findDuplicateKey(text) !== null ? null : object;
}

interface Reading {
  readonly served: ServedModels;
  readonly reasons: UnverifiedReason[];
  readonly texts: string[];
  hasText: boolean;
}

/** A value with the JSON Pointer to it. In a file of lines, the pointer begins with the number of the line, from 0. */
interface Placed {
  readonly value: unknown;
  readonly path: string;
}

function linesOf(text: string): readonly Placed[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({
      value: line.trim() === '' ? null : (parseOnce(line) ?? line),
      path: `/${index}`,
    }))
    .filter(({ value }) => value !== null);
}

/** The results of the batch, or of each batch in a list. */
function resultsIn(document: JsonObject | null, reading: Reading): readonly Placed[] {
  if (document === null) {
    reading.reasons.push(unreadable(''));
    return [];
  }
  if (isErrorOnly(document)) return [];
  const { data, ...rest } = document;
  const batches: readonly Placed[] = Array.isArray(data)
    ? data.map((value: unknown, index) => ({ value, path: `/data/${index}` }))
    : [{ value: data ?? {}, path: '/data' }];
  return [{ value: rest, path: '' }, ...batches].flatMap((batch) => resultsOf(batch, reading));
}

function resultsOf({ value, path }: Placed, { served, reasons }: Reading): readonly Placed[] {
  if (!isObject(value)) {
    reasons.push(unreadable(path));
    return [];
  }
  // A value that looks like a response counts as one, and must name its model.
  if (textFields.some((field) => field in value)) return [{ value: { response: value }, path }];
  const { results, ...frame } = value;
  served.read(frame, path);
  if (results === undefined || results === null) return [];
  if (!Array.isArray(results)) {
    reasons.push(unreadable(`${path}/results`));
    return [];
  }
  return results.map((result: unknown, index) => ({ value: result, path: `${path}/results/${index}` }));
}

const textFields: readonly string[] = ['choices', 'output', 'content'];

function readResult(value: unknown, path: string, reading: Reading): void {
  if (!isObject(value)) {
    reading.reasons.push(unreadable(path));
    return;
  }
  const { response, result, ...frame } = value;
  reading.served.read(frame, path);
  const bodies = [bodyIn(response, 'body', `${path}/response`), bodyIn(result, 'message', `${path}/result`)];
  const found = bodies.filter((body) => body !== null);
  for (const body of found) readBody(body, isError(value), reading);
  const isBare = found.length === 0 && Object.keys(frame).every((field) => errorFields.has(field));
  if (found.length === 0 && !isBare) reading.reasons.push(notNamed(path, 'model'));
}

/** Of a result that failed. */
const errorFields: ReadonlySet<string> = new Set(['id', 'custom_id', 'error']);

/**
 * The response in a result: as OpenAI and OpenRouter wrap it (`response.body`), as Anthropic does (`result.message`), or
 * bare. Null where there is none.
 */
function bodyIn(wrapper: unknown, field: 'body' | 'message', path: string): Placed | null {
  if (wrapper === undefined || wrapper === null) return null;
  if (!isObject(wrapper)) return { value: wrapper, path };
  if (!(field in wrapper)) {
    const isEmpty = Object.keys(wrapper).every((key) => emptyFields.has(key));
    return isEmpty ? null : { value: wrapper, path };
  }
  const body = wrapper[field];
  return { value: typeof body === 'string' ? (parseOnce(body) ?? body) : body, path: `${path}/${field}` };
}

/** Of a wrapper that holds no response, such as `{ "type": "errored", "error": {…} }`. */
const emptyFields: ReadonlySet<string> = new Set(['type', 'error', 'status_code', 'request_id']);

function readBody({ value, path }: Placed, hasFailed: boolean, reading: Reading): void {
  if (!isObject(value)) {
    reading.reasons.push(unreadable(path));
    return;
  }
  if (isErrorOnly(value)) return;
  reading.hasText ||= !hasFailed && !isError(value);
  const missing = reading.served.read(value, path);
  if (missing !== null) reading.reasons.push(notNamed(path, missing));
  for (const shape of ['chat', 'responses', 'messages'] as const) {
    reading.texts.push(...apiShapes[shape].texts(value));
  }
}

function unreadable(path: string): UnverifiedReason {
  const message = 'This is not a result of a batch, so no one can tell which model it comes from.';
  return { code: 'ANSWER_UNREADABLE', path, message };
}

function notNamed(path: string, missing: NonNullable<Missing>): UnverifiedReason {
  const what = missing === 'model' ? 'model that it comes from' : 'host that served it';
  const message = `This result does not name the ${what}, so no one can tell whether it may be used.`;
  return { code: missing === 'model' ? 'MODEL_NOT_NAMED' : 'HOST_NOT_NAMED', path, message };
}
