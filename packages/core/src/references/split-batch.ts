import { isObject, type JsonObject, pointer } from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';
import { toSnakeCase } from './naming.js';
import { isAbsent } from './reference.js';

/** One body to judge: the request itself, or one of a batch. */
export interface BodyPart {
  readonly body: JsonObject;
  /** JSON Pointer to the body. */
  readonly prefix: string;
  /** Whether a batch names a model for it. */
  readonly inherits: boolean;
  /** Whether it is the frame of a batch or of one of its requests. A frame asks for no text, so it has no enforcement flag. */
  readonly isFrame: boolean;
}

/** Why a batch can't be read as one. */
export interface BatchProblem {
  /** JSON Pointer to what is wrong. */
  readonly path: string;
  readonly kind: 'no-requests' | 'no-body' | 'ambiguous' | 'file' | 'beside-body';
}

interface Parts {
  readonly parts: readonly BodyPart[];
  readonly problems: readonly BatchProblem[];
}

/**
 * The body. For a batch: its frame, every body in it, and the fields beside those.
 *
 * @param shape undefined if it is not known. Then a body is a batch if it has `requests`, or a file of them, and no
 * prompt of its own
 */
export function splitBatch(body: JsonObject, shape: ApiShape | undefined): Parts {
  const found = requestsIn(body, '');
  const mayBeBatch = shape === undefined && (found.length > 0 || Array.isArray(body['requests']));
  if (shape !== 'batch' && (!mayBeBatch || hasPrompt(body))) {
    return {
      parts: [{ body, prefix: '', inherits: false, isFrame: false }],
      problems: mayBeBatch ? found : none,
    };
  }
  const { requests, ...rest } = body;
  const files = requestsIn(rest, '');
  if (files.length > 0) return { parts: [], problems: files.map(({ path }) => ({ path, kind: 'file' })) };
  if (!Array.isArray(requests) || requests.length === 0) {
    return { parts: [], problems: [{ path: '/requests', kind: 'no-requests' }] };
  }
  const frame: BodyPart = { body: rest, prefix: '', inherits: true, isFrame: true };
  const items = requests.map((item: unknown, index) =>
    splitItem(item, `/requests/${index}`, !isAbsent(body['model'])),
  );
  return {
    parts: [frame, ...items.flatMap(({ parts }) => parts)],
    problems: items.flatMap(({ problems }) => problems),
  };
}

/** One request of a batch: its body, and what stands beside that, which a server may read as well. */
function splitItem(item: unknown, path: string, inherits: boolean): Parts {
  const body = isObject(item) ? item['body'] : undefined;
  if (!isObject(item) || !isObject(body)) {
    return { parts: [], problems: [{ path: `${path}/body`, kind: 'no-body' }] };
  }
  const part: BodyPart = { body, prefix: `${path}/body`, inherits, isFrame: false };
  const nested = requestsIn(body, part.prefix);
  const beside = Object.entries(item).filter(([key, value]) => !isOfItem(key, value));
  if (beside.length === 0) return { parts: [part], problems: nested };
  const frame: BodyPart = { body: Object.fromEntries(beside), prefix: path, inherits: true, isFrame: true };
  const secondBodies = beside
    .filter(([key, value]) => isSecondBody(key, value))
    .map(([key]): BatchProblem => ({ path: pointer(path, key), kind: 'beside-body' }));
  return { parts: [frame, part], problems: [...secondBodies, ...nested] };
}

/** A body that asks for text itself is more than the frame of a batch, whatever else it holds. */
function hasPrompt(body: JsonObject): boolean {
  return promptFields.some((field) => field in body);
}

const promptFields = Object.entries(apiShapes).flatMap(([shape, facts]) =>
  shape === 'batch' ? [] : facts.promptFields,
);

/** The fields of a body that hold the requests of a batch, or name a file of them. */
function requestsIn(body: JsonObject, prefix: string): readonly BatchProblem[] {
  const found: BatchProblem[] = [];
  for (const key in body) {
    if (key !== 'requests' && !isFileOfRequests(key)) continue;
    const value = body[key];
    const isEmpty = isAbsent(value) || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) found.push({ path: pointer(prefix, key), kind: 'ambiguous' });
  }
  return found;
}

/** `input_file_id`, as OpenAI names it, and names that another server may use: `input_files`, `requests_file_url` … */
function isFileOfRequests(key: string): boolean {
  // Very few names have the word in them, and to convert every name would take several times as long.
  return (
    /[Ff]ile/.test(key) && /^(?:(?:input|requests?|source|src|batch)_)+files?(?:_|$)/.test(toSnakeCase(key))
  );
}

/** Fields beside the body of a request in a batch that name no model. */
function isOfItem(key: string, value: unknown): boolean {
  return key === 'body' || (itemFields.has(key) && typeof value === 'string') || isAbsent(value);
}

/** @see https://openrouter.ai/docs/batch-quickstart (read 2026-11-27), and OpenAI's lines: `method` and `url` */
const itemFields: ReadonlySet<string> = new Set(['custom_id', 'endpoint', 'method', 'url']);

/** Whether a server could read this as the request instead of the body: a prompt, or an object with one. */
function isSecondBody(key: string, value: unknown): boolean {
  return promptFields.includes(key) || (isObject(value) && (hasPrompt(value) || 'body' in value));
}

const none: readonly never[] = Object.freeze([]);
