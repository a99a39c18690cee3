import { createEventsReader, type StreamState } from './events-reader.js';
import type { ServedModels } from './served-models.js';
import type { UnverifiedReason, Verification } from './verification.js';
import type { AnswerWatch, Ending, WatchOptions } from './watch-answer.js';

/** Looks at a stream of events while it passes. */
export function watchEvents(served: ServedModels, { isProof, onEvent }: WatchOptions): AnswerWatch {
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
