import type { Missing, ServedHost, ServedModel, UnverifiedReason } from './served-models.js';

/**
 * How a response ended: `complete`, with the end of its body; `broken`, by the network; `aborted`, by the caller.
 */
export type ResponseEnd = 'complete' | 'broken' | 'aborted';

/**
 * The result of verifying a response.
 * - `verified`: it names its model, and every model that it names is allowed.
 * - `unverified`: it does not, or one of them is not.
 * - `unchecked`: there was no catalog to verify by, which the policy allows; it names only models that were asked for.
 * - `deferred`: a batch that has no results yet.
 * - `failed`: it says that it failed, also after some text, or it broke off before it named its model.
 */
export type Outcome = 'verified' | 'unverified' | 'unchecked' | 'deferred' | 'failed';

/** The facts of a response at its end. */
export interface Verification {
  readonly outcome: Outcome;
  readonly served: readonly ServedModel[];
  readonly hosts: readonly ServedHost[];
  /** Empty unless `unverified`. */
  readonly reasons: readonly UnverifiedReason[];
  /** Whether all of the response came: a stream with its last event, and without an error. */
  readonly complete: boolean;
  /** The response's own id, where it has one. */
  readonly responseId: string | null;
  /** The text of each completion; empty unless asked for. */
  readonly texts: readonly string[];
}

export function concluded(outcome: Outcome, reasons: readonly UnverifiedReason[]): Verification {
  return { outcome, reasons, served: [], hosts: [], complete: true, responseId: null, texts: [] };
}

export function failed(how: ResponseEnd): Verification {
  return { ...concluded('failed', []), complete: how === 'complete' };
}

/** Why a response is not verified, if it does not name a model or host that it must name. */
export function notNamed(missing: Missing): readonly UnverifiedReason[] {
  if (missing === null) return [];
  return [missing === 'model' ? reasons.notNamed : reasons.hostNotNamed];
}

/** Text came before the error, and no one can tell which model wrote it. The reason quotes the provider's error. */
export function streamFailed(message: string | null): UnverifiedReason {
  const said = message === null ? '.' : `: ${message.slice(0, 300)}`;
  return {
    code: 'MODEL_NOT_NAMED',
    path: '',
    message: `The stream failed before it named the model that its text comes from${said}`,
  };
}

export function tooLarge(maxBytes: number): UnverifiedReason {
  return {
    code: 'ANSWER_TOO_LARGE',
    path: '',
    message: `The response has more than ${maxBytes} bytes when it is unzipped. Raise verify.maxBytes if it may be that large.`,
  };
}

type ReasonName =
  | 'eventUnreadable'
  | 'streamNotNamed'
  | 'streamCut'
  | 'streamEmpty'
  | 'empty'
  | 'unreadable'
  | 'ambiguous'
  | 'encoded'
  | 'notNamed'
  | 'hostNotNamed';

export const reasons: Readonly<Record<ReasonName, UnverifiedReason>> = {
  eventUnreadable: {
    code: 'ANSWER_UNREADABLE',
    path: '',
    message: 'An event of the stream is too long to be read, or could not be judged.',
  },
  streamNotNamed: {
    code: 'MODEL_NOT_NAMED',
    path: '',
    message:
      'The stream never names the model that it comes from, so no one can tell whether it may be used.',
  },
  streamCut: {
    code: 'ANSWER_CUT',
    path: '',
    message: 'The stream ended before it named the model that it comes from.',
  },
  streamEmpty: {
    code: 'MODEL_NOT_NAMED',
    path: '',
    message:
      'The stream ended without text, and without the model that it comes from. Send the request again.',
  },
  empty: {
    code: 'ANSWER_UNREADABLE',
    path: '',
    message: 'The response is empty. Send the request again.',
  },
  unreadable: {
    code: 'ANSWER_UNREADABLE',
    path: '',
    message:
      'The response is neither JSON nor a stream of events, so no one can tell which model it comes from.',
  },
  ambiguous: {
    code: 'ANSWER_UNREADABLE',
    path: '',
    message:
      'The response can be read in two ways, such as by a field that comes twice, so that another reader may see another model than was judged.',
  },
  encoded: {
    code: 'ANSWER_UNREADABLE',
    path: '',
    message:
      'The response is encoded, although that was not asked for, so no one can tell which model it comes from.',
  },
  notNamed: {
    code: 'MODEL_NOT_NAMED',
    path: '',
    message:
      'The response does not name the model that it comes from, so no one can tell whether it may be used.',
  },
  hostNotNamed: {
    code: 'HOST_NOT_NAMED',
    path: '',
    message:
      "The response does not name the host that served it, so no one can tell whether the policy's hosts allow it.",
  },
};
