import type { EventSourceMessage } from 'eventsource-parser';
import { isObject, type JsonObject } from '../json.js';
import { joinBytes } from '../send/read-body.js';
import { createEventsReader, isMereError, type StreamState } from './events-reader.js';
import type { JudgeServed } from './judge-served.js';
import { ServedModels } from './served-models.js';
import type { Outcome, UnverifiedReason, Verification } from './verification.js';

/** How an answer ended: `whole`; `cut`, by the network; or `left`, by the caller. */
export type Ending = 'whole' | 'cut' | 'left';

/** Looks at one answer while it passes. */
export interface AnswerWatch {
  readonly kind: AnswerKind;
  /** Looks at the next bytes before they are passed on. False once they name a model that is not allowed. */
  read(bytes: Uint8Array): boolean;
  /** What is known at the end. */
  conclude(ending: Ending): Verification;
  /** The answer, parsed, once a `whole` one has been concluded; undefined for every other. */
  readonly answer: unknown;
}

/** What to watch an answer by. */
export interface WatchOptions {
  readonly judge: JudgeServed;
  /** Whether there was a catalog: without one nothing is proven. */
  readonly isProof: boolean;
  /** Whether a batch was sent: the answer to it holds no text yet. */
  readonly isBatch: boolean;
  readonly onEvent?: ((event: EventSourceMessage) => void) | undefined;
}

/** Starts to look at an answer. */
export function watchAnswer(head: AnswerHead, options: WatchOptions): AnswerWatch {
  const kind = answerKind(head);
  const served = new ServedModels(options.judge);
  return kind === 'events' ? watchEvents(served, options) : watchWhole(kind, served, options);
}

/** Looks at a stream of events while it passes. */
function watchEvents(served: ServedModels, { isProof, onEvent }: WatchOptions): AnswerWatch {
  const reader = createEventsReader(served, onEvent);
  return {
    kind: 'events',
    answer: undefined,
    read(bytes) {
      reader.feed(bytes);
      const { state } = reader;
      if (served.refusals.length > 0 || state.isUnreadable) return false;
      // Many clients stop to read at the last event: what is wrong must be told before it.
      return !state.isComplete || reasonsOf(served, state, 'whole').length === 0;
    },
    conclude(ending) {
      reader.finish();
      const { state } = reader;
      const reasons = reasonsOf(served, state, ending);
      const known = {
        served: served.all,
        complete: state.isComplete && !state.hasError,
        answerId: state.answerId,
      };
      if (reasons.length > 0) return { ...known, outcome: 'unverified', reasons };
      if (!state.isNamed) return { ...known, outcome: 'failed', reasons };
      return { ...known, outcome: isProof ? 'verified' : 'unchecked', reasons };
    },
  };
}

function reasonsOf(served: ServedModels, state: StreamState, ending: Ending): Verification['reasons'] {
  if (served.refusals.length > 0) return served.refusals;
  if (state.isUnreadable) return [tooLong];
  if (state.isNamed || (state.hasError && !state.hasAnswer)) return [];
  return [ending === 'whole' || state.isComplete ? notNamed : cut];
}

const tooLong: UnverifiedReason = {
  code: 'ANSWER_UNREADABLE',
  path: '',
  message: 'An event of the stream is too long to be read.',
};
const notNamed: UnverifiedReason = {
  code: 'MODEL_NOT_NAMED',
  path: '',
  message: 'The stream never names the model that it comes from, so nobody can tell whether it may be used.',
};
const cut: UnverifiedReason = {
  code: 'ANSWER_CUT',
  path: '',
  message: 'The stream ended before it named the model that it comes from.',
};

// One for all: making a decoder, and decoding piece by piece, costs several times what it takes to parse an answer.
const decoder = new TextDecoder();

/** Looks at an answer that is one JSON document, when all of it is there. */
function watchWhole(
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
      if (!served.isNamed) return unverified(served, answer, notNamedOfWatchWhole);
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
const notNamedOfWatchWhole: UnverifiedReason = {
  code: 'MODEL_NOT_NAMED',
  path: '',
  message:
    'The answer does not name the model that it comes from, so nobody can tell whether it may be used.',
};

/** Status and headers of an answer, whichever client has them. */
export interface AnswerHead {
  readonly status: number;
  /** A header by its name in lower case; null where it is absent. */
  readonly header: (name: string) => string | null;
}

/** How the body of an answer is looked at. */
export type AnswerKind =
  /** Server-sent events: looked at as they pass. */
  | 'events'
  /** One JSON document: held until it has been looked at. */
  | 'whole'
  /** An error, or no body: there is no text in it. */
  | 'none';

/** Tells the kind of an answer. */
export function answerKind({ status, header }: AnswerHead): AnswerKind {
  if (status < 200 || status > 299 || status === 204) return 'none';
  return /^\s*text\/event-stream\b/i.test(header('content-type') ?? '') ? 'events' : 'whole';
}
