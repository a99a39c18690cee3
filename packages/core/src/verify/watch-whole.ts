import { isObject, type JsonObject } from '../references/reference.js';
import { joinBytes } from '../send/join-bytes.js';
import type { AnswerKind } from './answer-head.js';
import { isMereError } from './is-mere-error.js';
import type { ServedModels } from './served-models.js';
import type { Outcome, UnverifiedReason, Verification } from './verification.js';
import type { AnswerWatch, Ending, WatchOptions } from './watch-answer.js';

// One for all: making a decoder, and decoding piece by piece, costs several times what it takes to parse an answer.
const decoder = new TextDecoder();

/** Looks at an answer that is one JSON document, when all of it is there. */
export function watchWhole(
  kind: Exclude<AnswerKind, 'events'>,
  served: ServedModels,
  { isProof, isBatch }: WatchOptions,
): AnswerWatch {
  const parts: Uint8Array[] = [];
  // A field that is set, not a getter: one in an object literal makes each such object slow, for every answer.
  const watch: { -readonly [Field in keyof AnswerWatch]: AnswerWatch[Field] } = {
    kind,
    answer: undefined,
    read(bytes) {
      if (kind === 'whole') parts.push(bytes);
      return true;
    },
    conclude(ending) {
      if (kind === 'none') return failed(ending);
      const answer = parse(decoder.decode(joinBytes(parts)));
      watch.answer = answer;
      if (!isObject(answer))
        return ending === 'whole' ? unverified(served, answer, unreadable) : failed(ending);
      if (isMereError(answer)) return failed(ending);
      served.read(answer);
      if (served.refusals.length > 0) return unverified(served, answer, ...served.refusals);
      if (isBatch) return done(served, answer, 'deferred');
      if (!served.isNamed) return unverified(served, answer, notNamed);
      return done(served, answer, isProof ? 'verified' : 'unchecked');
    },
  };
  return watch;
}

function failed(ending: Ending): Verification {
  return { outcome: 'failed', served: [], reasons: [], complete: ending === 'whole', answerId: null };
}

function done(served: ServedModels, answer: JsonObject, outcome: Outcome): Verification {
  return { outcome, served: served.all, reasons: [], complete: true, answerId: idOf(answer) };
}

function unverified(
  served: ServedModels,
  answer: unknown,
  ...reasons: readonly UnverifiedReason[]
): Verification {
  return { outcome: 'unverified', served: served.all, reasons, complete: true, answerId: idOf(answer) };
}

function idOf(answer: unknown): string | null {
  return isObject(answer) && typeof answer['id'] === 'string' ? answer['id'] : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unreadable: UnverifiedReason = {
  code: 'ANSWER_UNREADABLE',
  path: '',
  message: 'The answer is neither JSON nor a stream of events, so nobody can tell which model it comes from.',
};
const notNamed: UnverifiedReason = {
  code: 'MODEL_NOT_NAMED',
  path: '',
  message:
    'The answer does not name the model that it comes from, so nobody can tell whether it may be used.',
};
