import { findDuplicateKey, type JsonObject, parseObject } from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';
import { isError } from '../api/is-error.js';
import { joinBytes } from '../bytes.js';
import type { HostBounds } from '../policy/hosts.js';
import { type BatchResults, readBatchResults } from './batch-results.js';
import { StreamTexts } from './completion-text.js';
import { isErrorOnly, mayHoldCompletion, withoutRouting } from './error-event.js';
import { createEventsReader, type StreamState } from './events-reader.js';
import { isErrorStatus, type ResponseHead, type ResponseKind, responseKind } from './response-head.js';
import {
  type JudgeServed,
  type Missing,
  type ServedHost,
  type ServedModel,
  ServedModels,
  type UnverifiedReason,
} from './served-models.js';

/**
 * How a response ended: `complete`, with the end of its body; `broken`, by the network; `aborted`, by the caller.
 */
export type ResponseEnd = 'complete' | 'broken' | 'aborted';

/**
 * What became of a response.
 * - `verified`: it names its model, and every model that it names is allowed.
 * - `unverified`: it does not, or one of them is not.
 * - `unchecked`: there was no catalog to verify by, which the policy allows; it names only models that were asked for.
 * - `deferred`: a batch that has no results yet.
 * - `failed`: it says that it failed, be it after some text, or it broke off before it named its model.
 */
export type Outcome = 'verified' | 'unverified' | 'unchecked' | 'deferred' | 'failed';

/** What is known of a response at its end. */
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

/** Reads one response while it passes. */
export interface ResponseWatch {
  readonly kind: ResponseKind;
  /** Reads the next bytes before they are passed on. False once they must not be: end it then. */
  read(bytes: Uint8Array): boolean;
  /** Whether the event by which clients know that a stream is over has come. */
  isComplete(): boolean;
  /** Whether more came than may be held: what is missing can't be handed out. */
  isTooLarge(): boolean;
  /** What is known at the end. */
  end(how: ResponseEnd): Verification;
}

/** What a response is watched by. */
export interface WatchOptions {
  /** Of the request. */
  readonly shape: ApiShape;
  /** Whether it is a file with one result of a batch in each line. @default false */
  readonly isLines?: boolean;
  readonly judge: JudgeServed;
  /** Which hosts may serve. @default null: every host */
  readonly hosts?: HostBounds | null;
  /** Whether there was a catalog: without one nothing is proven. */
  readonly isProof: boolean;
  /** Whether the text of the completions is wanted. */
  readonly keepsTexts: boolean;
  /** Whether all of a stream is kept, beside its texts. @default false */
  readonly keepsContent?: boolean;
  /** Of a response that is held or kept, as it is unzipped. */
  readonly maxBytes: number;
}

/** Starts to watch a response. */
export function watchResponse(head: ResponseHead, options: WatchOptions): ResponseWatch {
  const isBatch = options.shape === 'batch';
  switch (responseKind(head)) {
    case 'stream':
      return isBatch ? watchBatch(options) : watchStream(options);
    case 'document':
      if (head.isEncoded === true) return watchEncoded();
      if (isErrorStatus(head)) return watchError(options);
      return isBatch ? watchBatch(options) : watchDocument(options);
    case 'none':
      return { kind: 'none', read: () => true, isComplete: no, isTooLarge: no, end: failed };
  }
}

const no = (): boolean => false;

function watchStream(options: WatchOptions): ResponseWatch {
  const { shape, judge, hosts, isProof, keepsTexts, keepsContent = false, maxBytes } = options;
  // What only passes needs no limit.
  let left = keepsTexts || keepsContent ? maxBytes : Number.POSITIVE_INFINITY;
  const served = new ServedModels(judge, hosts);
  const texts = new StreamTexts(shape);
  const reader = createEventsReader(served, keepsTexts ? (data) => texts.read(data) : undefined);
  const { state } = reader;
  return {
    kind: 'stream',
    isComplete: () => state.isComplete,
    isTooLarge: () => left < 0,
    read(bytes) {
      left -= bytes.byteLength;
      if (left < 0) return false;
      reader.feed(bytes);
      if (served.reasons.length > 0 || state.isUnreadable || state.isAmbiguous) return false;
      // Many clients stop reading at the last event: what is wrong must be reported before it.
      return !state.isComplete || reasonsOf(served, state, 'complete').length === 0;
    },
    end(how) {
      reader.finish();
      const reasons = left < 0 ? [tooLarge(maxBytes)] : reasonsOf(served, state, how);
      const known = {
        reasons,
        served: served.all,
        hosts: served.hosts,
        complete: state.isComplete && !state.hasError,
        responseId: state.id,
        texts: texts.all,
      };
      if (reasons.length > 0) return { ...known, outcome: 'unverified' };
      if (state.missing !== null || state.hasError) return { ...known, outcome: 'failed' };
      return { ...known, outcome: isProof ? 'verified' : 'unchecked' };
    },
  };
}

function reasonsOf(served: ServedModels, state: StreamState, end: ResponseEnd): readonly UnverifiedReason[] {
  if (served.reasons.length > 0) return served.reasons;
  if (state.isUnreadable) return [reasons.eventUnreadable];
  if (state.isAmbiguous) return [reasons.ambiguous];
  if (state.missing === null || (state.hasError && !state.hasContent)) return [];
  if (state.hasError) return [streamFailed(state.errorMessage)];
  if (end === 'complete' || state.isComplete)
    return [state.missing === 'model' ? reasons.streamNotNamed : reasons.hostNotNamed];
  // What the network broke off has the network's own error.
  return end === 'broken' ? [] : [reasons.streamCut];
}

/** Holds a response back, and concludes from all of its bytes. */
function watchWhole(
  { maxBytes }: WatchOptions,
  conclude: (bytes: Uint8Array) => Verification,
): ResponseWatch {
  const parts: Uint8Array[] = [];
  let left = maxBytes;
  return {
    kind: 'document',
    isComplete: no,
    isTooLarge: () => left < 0,
    read(bytes) {
      left -= bytes.byteLength;
      if (left < 0) parts.length = 0;
      else parts.push(bytes);
      return left >= 0;
    },
    end(how) {
      if (left < 0) return { ...concluded('unverified', [tooLarge(maxBytes)]), complete: false };
      return how === 'complete' ? conclude(joinBytes(parts)) : failed(how);
    },
  };
}

function watchDocument(options: WatchOptions): ResponseWatch {
  const { shape, judge, hosts, isProof, keepsTexts } = options;
  return watchWhole(options, (bytes) => {
    const text = new TextDecoder().decode(bytes);
    const response = parseObject(text);
    if (response === null) return concluded('unverified', [reasons.unreadable]);
    if (findDuplicateKey(text) !== null) return concluded('unverified', [reasons.ambiguous]);
    const served = new ServedModels(judge, hosts);
    served.read(isErrorOnly(response) ? withoutRouting(response) : response);
    if (isErrorOnly(response) && served.reasons.length === 0) return failed('complete');
    const isFailed = isError(response) || apiShapes[shape].isEmpty(response);
    const judged = outcomeOf(served, isProof);
    const outcome = isFailed && judged !== 'unverified' ? 'failed' : judged;
    const because = served.reasons.length > 0 ? served.reasons : notNamed(served.missing);
    return {
      ...concluded(outcome, outcome === 'unverified' ? because : []),
      served: served.all,
      hosts: served.hosts,
      responseId: idOf(response),
      texts: keepsTexts ? apiShapes[shape].texts(response) : [],
    };
  });
}

/** A response whose status says that it is an error: it may be in any form, but no completion in disguise. */
function watchError(options: WatchOptions): ResponseWatch {
  return watchWhole(options, (bytes) => {
    const text = new TextDecoder().decode(bytes);
    const served = new ServedModels(options.judge, options.hosts);
    // Some gateways wrap their errors in a list: what it holds is read as choices are.
    const error = parseObject(text) ?? parseObject(`{"choices":${text}}`);
    const hasText = error === null ? readEvents(bytes, served) : mayHoldCompletion(error);
    if (error !== null) served.read(isErrorOnly(error) ? withoutRouting(error) : error);
    const because = [
      ...served.reasons,
      ...(hasText ? notNamed(served.missing) : []),
      ...(error !== null && findDuplicateKey(text) !== null ? [reasons.ambiguous] : []),
    ];
    const outcome = because.length > 0 ? 'unverified' : 'failed';
    return { ...concluded(outcome, because), served: served.all, hosts: served.hosts };
  });
}

/** Reads the events of an error, if that is what it is made of. @returns whether they may hold text */
function readEvents(bytes: Uint8Array, served: ServedModels): boolean {
  const reader = createEventsReader(served);
  reader.feed(bytes);
  reader.finish();
  return reader.state.hasContent;
}

/** A batch as it was accepted, or with its results: nothing is handed out before every result is verified. */
function watchBatch(options: WatchOptions): ResponseWatch {
  const { isLines = false, judge, hosts, isProof, keepsTexts } = options;
  return watchWhole(options, (bytes) => {
    const found = readBatchResults(new TextDecoder().decode(bytes), isLines, judge, hosts);
    return {
      ...concluded(batchOutcome(found, isLines, isProof), found.reasons),
      served: found.served.all,
      hosts: found.served.hosts,
      responseId: found.id,
      texts: keepsTexts ? found.texts : [],
    };
  });
}

function batchOutcome(found: BatchResults, isLines: boolean, isProof: boolean): Outcome {
  if (found.reasons.length > 0) return 'unverified';
  if (found.hasText) return isProof ? 'verified' : 'unchecked';
  return isLines || found.hasResults || found.isError ? 'failed' : 'deferred';
}

/** Its end may be far, and would say no more: nothing of it is read. */
function watchEncoded(): ResponseWatch {
  return {
    kind: 'document',
    isComplete: no,
    isTooLarge: no,
    read: () => false,
    end: () => concluded('unverified', [reasons.encoded]),
  };
}

function outcomeOf(served: ServedModels, isProof: boolean): Outcome {
  if (served.reasons.length > 0) return 'unverified';
  if (served.missing !== null) return 'unverified';
  return isProof ? 'verified' : 'unchecked';
}

function concluded(outcome: Outcome, reasons: readonly UnverifiedReason[]): Verification {
  return { outcome, reasons, served: [], hosts: [], complete: true, responseId: null, texts: [] };
}

function failed(how: ResponseEnd): Verification {
  return { ...concluded('failed', []), complete: how === 'complete' };
}

/** Why a response is not verified that does not name what it must. */
function notNamed(missing: Missing): readonly UnverifiedReason[] {
  if (missing === null) return [];
  return [missing === 'model' ? reasons.notNamed : reasons.hostNotNamed];
}

function idOf({ id }: JsonObject): string | null {
  return typeof id === 'string' ? id : null;
}

/** Text came before the error, and no one can tell whose: what the provider said is in the reason. */
function streamFailed(message: string | null): UnverifiedReason {
  const said = message === null ? '.' : `: ${message.slice(0, 300)}`;
  return {
    code: 'MODEL_NOT_NAMED',
    path: '',
    message: `The stream failed before it named the model that its text comes from${said}`,
  };
}

function tooLarge(maxBytes: number): UnverifiedReason {
  return {
    code: 'ANSWER_TOO_LARGE',
    path: '',
    message: `The response has more than ${maxBytes} bytes when it is unzipped. Raise verify.maxBytes if it may be that large.`,
  };
}

const reasons = {
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
      'An object in the response has a field twice, so that another reader may see another model than was judged.',
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
} satisfies Record<string, UnverifiedReason>;
