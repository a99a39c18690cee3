import { isObject, type JsonObject } from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';
import { isAbsent } from './reference.js';

/** One body to judge: the request itself, or one of a batch. */
export interface BodyPart {
  readonly body: JsonObject;
  /** JSON Pointer to the body. */
  readonly prefix: string;
  /** Whether a batch names a model for it. */
  readonly inherits: boolean;
  /** Whether it is the frame of a batch: no request for text, so it carries no enforcement flag. */
  readonly isFrame: boolean;
}

/** Why a batch can't be read as one. */
export interface BatchProblem {
  /** JSON Pointer to what is wrong. */
  readonly path: string;
  readonly kind: 'no-requests' | 'no-body' | 'ambiguous';
}

interface Parts {
  readonly parts: readonly BodyPart[];
  readonly problems: readonly BatchProblem[];
}

/**
 * The body, or for a batch its frame and every body in it.
 *
 * @param shape undefined where it is not known: then a body with `requests` and no prompt of its own is a batch
 */
export function splitBatch(body: JsonObject, shape: ApiShape | undefined): Parts {
  const { requests } = body;
  const mayBeBatch = shape === undefined && Array.isArray(requests);
  if (shape !== 'batch' && (!mayBeBatch || hasPrompt(body))) {
    const isAmbiguous = mayBeBatch && requests.length > 0;
    return {
      parts: [{ body, prefix: '', inherits: false, isFrame: false }],
      problems: isAmbiguous ? [{ path: '/requests', kind: 'ambiguous' }] : none,
    };
  }
  if (!Array.isArray(requests) || requests.length === 0) {
    return { parts: [], problems: [{ path: '/requests', kind: 'no-requests' }] };
  }
  const inherits = !isAbsent(body['model']);
  const { requests: _, ...rest } = body;
  const frame: BodyPart = { body: rest, prefix: '', inherits: true, isFrame: true };
  const items = requests.map((item: unknown, index) => partOf(item, `/requests/${index}/body`, inherits));
  return {
    parts: [frame, ...items.filter((item) => 'body' in item)],
    problems: items.filter((item) => 'kind' in item),
  };
}

/** A body that asks for text itself is more than the frame of a batch, whatever else it holds. */
function hasPrompt(body: JsonObject): boolean {
  return promptFields.some((field) => field in body);
}

const promptFields = Object.entries(apiShapes).flatMap(([shape, facts]) =>
  shape === 'batch' ? [] : facts.promptFields,
);

function partOf(item: unknown, path: string, inherits: boolean): BodyPart | BatchProblem {
  const body = isObject(item) ? item['body'] : undefined;
  if (!isObject(body)) return { path, kind: 'no-body' };
  return { body, prefix: path, inherits, isFrame: false };
}

const none: readonly never[] = Object.freeze([]);
