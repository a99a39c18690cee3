import { type ApiShape, apiShapes } from '../api/index.js';
import { isObject, type JsonObject } from '../json.js';
import type { Violation } from '../judge/decision.js';
import { isAbsent } from './collection.js';

/** One body to judge: the request itself, or one of a batch. */
export interface BodyPart {
  readonly body: JsonObject;
  /** JSON Pointer to the body. */
  readonly prefix: string;
  /** Whether a batch names a model for it. */
  readonly inherits: boolean;
  /** Whether it is a request for text, which carries the enforcement flag; the frame of a batch does not. */
  readonly carriesFlag: boolean;
}

interface Parts {
  readonly parts: readonly BodyPart[];
  readonly violations: readonly Violation[];
}

/** The body, or for a batch its frame and every body in it. */
export function splitBatch(body: JsonObject, shape: ApiShape | undefined): Parts {
  const { requests } = body;
  const mayBeBatch = shape === undefined && Array.isArray(requests);
  if (shape !== 'batch' && (!mayBeBatch || hasPrompt(body))) {
    const isAmbiguous = mayBeBatch && requests.length > 0;
    return {
      parts: [{ body, prefix: '', inherits: false, carriesFlag: true }],
      violations: isAmbiguous ? [malformed('/requests', ambiguous)] : none,
    };
  }
  if (!Array.isArray(requests) || requests.length === 0) {
    return { parts: [], violations: [malformed('/requests', 'A batch needs a list of "requests".')] };
  }
  const inherits = !isAbsent(body['model']);
  const { requests: _, ...rest } = body;
  const frame: BodyPart = { body: rest, prefix: '', inherits: true, carriesFlag: false };
  const items = requests.map((item: unknown, index) => partOf(item, `/requests/${index}`, inherits));
  return {
    parts: [frame, ...items.filter((item) => 'body' in item)],
    violations: items.filter((item) => 'code' in item),
  };
}

/** A body that asks for text itself is no mere frame of a batch, whatever else it holds. */
function hasPrompt(body: JsonObject): boolean {
  return promptFields.some((field) => field in body);
}

const promptFields = Object.entries(apiShapes).flatMap(([shape, facts]) =>
  shape === 'batch' ? [] : facts.promptFields,
);

function partOf(item: unknown, path: string, inherits: boolean): BodyPart | Violation {
  const body = isObject(item) ? item['body'] : undefined;
  if (!isObject(body))
    return malformed(`${path}/body`, 'Each request of a batch needs a "body" that is an object.');
  return { body, prefix: `${path}/body`, inherits, carriesFlag: true };
}

function malformed(path: string, message: string): Violation {
  return { path, code: 'BATCH_MALFORMED', message, alternatives: none };
}

const ambiguous =
  'This is a request for text and a batch at once, and read as one the other goes unjudged. Leave "requests" out, or say which API shape it has.';
const none: readonly never[] = Object.freeze([]);
